"""
The engines through which `warehouse.py` reads, one file each, chosen by the scheme of an address.
"""
