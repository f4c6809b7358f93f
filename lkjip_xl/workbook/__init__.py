"""SheetModel, styles and the writers. Nothing here knows LKjIP."""
