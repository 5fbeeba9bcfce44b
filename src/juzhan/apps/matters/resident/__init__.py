"""What residents see of matters: guide, application, receipt, progress."""
