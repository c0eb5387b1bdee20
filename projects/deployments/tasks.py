"""What happens by itself: who began and did not send is reminded once before the round closes."""
