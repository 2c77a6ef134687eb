"""What neighbours see of finished work: that it is done, or that it is not."""
