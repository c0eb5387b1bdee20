"""The pages of applications: the form, the applicant's own page, what is in public."""
