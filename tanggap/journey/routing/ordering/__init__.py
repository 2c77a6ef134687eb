"""The order of the rules: drafted, looked over for what never decides, run against history, switched on."""
