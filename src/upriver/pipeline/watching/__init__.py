"""From cleared readings to how indicators stand, and from counts to what studies found."""
