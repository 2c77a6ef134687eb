"""City packs: a city as a folder of text files, read, looked over and written out again."""
