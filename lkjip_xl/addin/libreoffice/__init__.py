"""LibreOffice Calc as a front end: an xlwings engine over UNO, and the extension whose buttons call the same actions."""
