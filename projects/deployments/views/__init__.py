"""Pages: the survey for whoever answers, and what is published of it for everybody."""
