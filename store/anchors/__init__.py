"""Where a quotation stands: exactly, by what stands round it, or nearly."""
