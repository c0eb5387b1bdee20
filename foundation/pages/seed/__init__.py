"""The real data of October 2022, written into the tables. Every part may run again and again."""
