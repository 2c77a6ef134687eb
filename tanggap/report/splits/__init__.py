"""Reports that were split off from another, which told of two problems: both have the same reporter."""
