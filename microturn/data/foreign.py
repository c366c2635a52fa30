"""A few words of Spanish and German, and how the assistant's English phones come closest to them. Data only.

Written without accents, since our tokens are those of English.
"""

SPANISH = {
    "one": ("uno", "ˈuːnoʊ"), "two": ("dos", "dˈoʊs"), "three": ("tres", "tɹˈɛs"), "four": ("cuatro", "kwˈɑːtɹoʊ"),
    "five": ("cinco", "sˈiːŋkoʊ"), "six": ("seis", "sˈeɪs"), "seven": ("siete", "sjˈɛteɪ"),
    "eight": ("ocho", "ˈoʊtʃoʊ"), "nine": ("nueve", "nwˈɛveɪ"), "ten": ("diez", "djˈɛs"),
    "eleven": ("once", "ˈoʊnseɪ"), "twelve": ("doce", "dˈoʊseɪ"),
    "monday": ("lunes", "lˈuːnɛs"), "tuesday": ("martes", "mˈɑːɹtɛs"), "wednesday": ("miercoles", "mjˈɛɹkoʊlɛs"),
    "thursday": ("jueves", "hwˈɛvɛs"), "friday": ("viernes", "vjˈɛɹnɛs"), "saturday": ("sabado", "sˈɑːbɑːdoʊ"),
    "sunday": ("domingo", "doʊmˈiːŋɡoʊ"), "red": ("rojo", "ɹˈoʊhoʊ"), "green": ("verde", "vˈɛɹdeɪ"),
    "blue": ("azul", "ɑːsˈuːl"), "white": ("blanco", "blˈɑːŋkoʊ"), "black": ("negro", "nˈɛɡɹoʊ"),
    "yellow": ("amarillo", "ɑːmɑːɹˈiːjoʊ"), "brown": ("marron", "mɑːɹˈoʊn"), "gray": ("gris", "ɡɹˈiːs"),
    "orange": ("naranja", "nɑːɹˈɑːnhɑː"), "purple": ("morado", "moʊɹˈɑːdoʊ"), "pink": ("rosado", "ɹoʊsˈɑːdoʊ"),
}  # fmt: skip
GERMAN = {
    "one": ("eins", "ˈaɪns"), "two": ("zwei", "tsvˈaɪ"), "three": ("drei", "dɹˈaɪ"), "four": ("vier", "fˈɪɹ"),
    "five": ("fuenf", "fˈʊnf"), "six": ("sechs", "zˈɛks"), "seven": ("sieben", "zˈiːbən"), "eight": ("acht", "ˈɑːxt"),
    "nine": ("neun", "nˈɔɪn"), "ten": ("zehn", "tsˈeɪn"), "eleven": ("elf", "ˈɛlf"), "twelve": ("zwoelf", "tsvˈɛlf"),
    "monday": ("montag", "mˈoʊntɑːk"), "tuesday": ("dienstag", "dˈiːnstɑːk"), "wednesday": ("mittwoch", "mˈɪtvɔx"),
    "thursday": ("donnerstag", "dˈɔnɚstɑːk"), "friday": ("freitag", "fɹˈaɪtɑːk"), "saturday": ("samstag", "zˈɑːmstɑːk"),
    "sunday": ("sonntag", "zˈɔntɑːk"), "red": ("rot", "ɹˈoʊt"), "green": ("gruen", "ɡɹˈuːn"), "blue": ("blau", "blˈaʊ"),
    "white": ("weiss", "vˈaɪs"), "black": ("schwarz", "ʃvˈɑːɹts"), "yellow": ("gelb", "ɡˈɛlp"),
    "brown": ("braun", "bɹˈaʊn"), "gray": ("grau", "ɡɹˈaʊ"), "orange": ("orange", "oʊɹˈɑːnʒə"),
    "purple": ("lila", "lˈiːlɑː"), "pink": ("rosarot", "ɹˈoʊzɑːɹoʊt"),
}  # fmt: skip
LANGUAGES = {"spanish": SPANISH, "german": GERMAN}
IPA = {word: ipa for table in LANGUAGES.values() for word, ipa in table.values() if word != "orange"}
