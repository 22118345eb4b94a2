"""The four agents, one file each: decode, one pure function, settle."""
