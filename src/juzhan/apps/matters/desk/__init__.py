"""What staff see of matters: worklists, a matter with its acts, team, area, rulings."""
