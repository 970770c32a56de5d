"""Names that nobody bears: first names as people have them, surnames plainly made up."""


def _words(text):
    return text.split()


STEMS = _words(
    "Luna Vento Mare Sole Neve Ponte Prato Fiume Colle Stella Lago Bosco Nuvola Sasso Foglia Rosa Alba "
    "Monte Campo Pioggia Sabbia Cielo Radice Brina Onda Ghiaia Fonte Siepe Grano Rugiada"
)
TAILS = _words("finti prova inventi esempio fantasia favola diprova perfinta persempio nonvero pinco")

# Where people come from: country, languages, first names of women and of men. Weights are of Turin's services.
ORIGINS = {
    "IT": (20, ["ita"], "Chiara Federica Giada Ilaria Martina Paola Silvia Teresa", "Andrea Bruno Davide Fabio Luca"),
    "MA": (14, ["ary", "fra"], "Amina Fatima Hanane Khadija Laila Naima Samira", "Ayoub Hicham Karim Omar Rachid"),
    "NG": (13, ["eng", "pcm"], "Blessing Faith Gift Joy Mercy Patience Precious", "Emmanuel Festus Godwin Osas"),
    "RO": (8, ["ron"], "Adriana Elena Ioana Mihaela Mirela", "Adrian Ion Marius Vasile"),
    "EG": (7, ["arz"], "Aya Dina Hoda Mona Nadia", "Ahmed Hany Mahmoud Tarek"),
    "PE": (6, ["spa"], "Carmen Flor Luz Milagros Rosario", "Carlos Jorge Luis Miguel"),
    "SN": (5, ["wol", "fra"], "Aissatou Astou Fatou Mame Ndeye", "Cheikh Ibrahima Modou Ousmane"),
    "UA": (5, ["ukr", "rus"], "Halyna Iryna Oksana Olena Svitlana", "Andriy Dmytro Ivan Oleh"),
    "SO": (4, ["som"], "Ayan Hodan Ifrah Sahra", "Abdi Farah Liban Yusuf"),
    "AF": (4, ["prs", "pus"], "Farida Laleh Nasrin Zahra", "Farhad Hamid Jawad Reza"),
    "PK": (4, ["urd", "pan"], "Ayesha Nazia Saima", "Asif Imran Waqas"),
    "BD": (4, ["ben"], "Nasima Rehana Shirin", "Kamal Rafiq Shahin"),
    "CI": (3, ["fra", "dyu"], "Adjoua Aya Mariam", "Amadou Kouassi Moussa"),
    "ML": (2, ["bam", "fra"], "Awa Kadiatou Oumou", "Boubacar Lassana Seydou"),
    "SY": (3, ["apc"], "Hiba Rasha Yara", "Bassel Fadi Samer"),
    "AL": (3, ["sqi"], "Arta Drita Mimoza", "Arben Dritan Ilir"),
    "TN": (2, ["aeb", "fra"], "Emna Ines Salma", "Anis Mehdi Sami"),
    "BR": (2, ["por"], "Luciana Renata Vera", "Caio Paulo Rui"),
    "ER": (2, ["tir"], "Helen Selam Winta", "Filmon Samuel Yonas"),
    "XA": (1, ["rom", "ita"], "Mirjana Senada", "Dragan Zoran"),
}
CHILDREN = _words(
    "Adam Alice Amir Anna Aurora Daniel David Elia Emma Gabriel Giulia Grace Isaac Leila Lina Lucas Malak "
    "Maria Matteo Michael Mia Noah Nora Omar Prince Rayan Sara Sofia Sami Victor Yasmine Youssef Zoe"
)
GIRLS = _words("Alice Anna Aurora Emma Giulia Grace Leila Lina Malak Maria Mia Nora Sara Sofia Yasmine Zoe")


def draw_origin(dice):
    return dice.choices(list(ORIGINS), [row[0] for row in ORIGINS.values()])[0]


def first_name(dice, origin, sex):
    return dice.choice(ORIGINS[origin][2 if sex == "F" else 3].split())


def names_of(person):
    """Those that this person could bear."""
    own = ORIGINS[person.citizenships[0]][2 if person.sex == "F" else 3].split()
    return [*own, *(name for name in CHILDREN if (name in GIRLS) == (person.sex == "F"))]


def languages(origin):
    return ORIGINS[origin][1]


def surname(dice):
    return dice.choice(STEMS) + dice.choice(TAILS)
