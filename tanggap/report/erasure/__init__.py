"""What a reporter wrote and pointed at: copied for them, and emptied when they wish it. The log stays."""
