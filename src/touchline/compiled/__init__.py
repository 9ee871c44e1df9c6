"""
An event log on disk: sorted, coded, cut into buckets by case, and larger than memory.

A compiled log is a folder. `manifest.json` says what is in it; every bucket is a folder of three
files: `events.arrow` and `cases.arrow`, which are mapped into memory and never copied, and
`events.parquet` with names in place of codes, which any tool reads. A bucket is rewritten under a
new name and the manifest replaced last, so that whoever is interrupted leaves the old log whole.
"""
