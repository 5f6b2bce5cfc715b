"""What pay offers are worth against inflation, and what happened when they were balloted."""
