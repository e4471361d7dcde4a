DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j.n.Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y H:i"
SHORT_DATETIME_FORMAT = "j.n.Y H:i"
# The same as in Finnish: a person who fills in a Finnish form writes the day first.
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
