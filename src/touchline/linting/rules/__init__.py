"""
The rules, one file each, in a folder per family; the contract is in `touchline.linting.rule`.
"""
