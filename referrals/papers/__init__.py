"""What a referral puts on paper: for the City's file, for the sender, for the household, for a meeting."""
