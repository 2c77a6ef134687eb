"""Purposes: what protects a reporter is opened by few, for a while, for a reason they give, and never unnoticed."""
