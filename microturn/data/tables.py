"""Small tables that everyday talk is made of. Data only."""


def listed(text: str) -> tuple[str, ...]:
    """Words written one after the other."""
    return tuple(text.split())


NUMBERS = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NAMES = (
    "Anna", "Ben", "Carla", "David", "Emma", "Frank", "Grace", "Henry", "Iris", "Jack", "Kate", "Leo", "Maria", "Nick",
    "Olivia", "Peter", "Rachel", "Sam", "Tina", "Victor", "Wendy", "Tom", "Lucy", "Mark", "Nora", "Paul", "Rosa",
    "Simon", "Julia", "Oscar", "Helen", "George", "Daniel", "Alice", "Martin", "Laura", "Kevin", "Sarah", "John",
    "Mary",
)  # fmt: skip
CAPITALS = {
    "France": "Paris", "Germany": "Berlin", "Italy": "Rome", "Spain": "Madrid", "Portugal": "Lisbon",
    "England": "London", "Ireland": "Dublin", "Japan": "Tokyo", "China": "Beijing", "Russia": "Moscow",
    "Egypt": "Cairo", "Greece": "Athens", "Canada": "Ottawa", "Mexico": "Mexico City", "Cuba": "Havana",
    "Austria": "Vienna", "Poland": "Warsaw", "Sweden": "Stockholm", "Norway": "Oslo", "Finland": "Helsinki",
    "Denmark": "Copenhagen", "Hungary": "Budapest", "Turkey": "Ankara", "Kenya": "Nairobi", "Peru": "Lima",
    "Chile": "Santiago", "India": "New Delhi", "Thailand": "Bangkok", "South Korea": "Seoul",
    "Australia": "Canberra",
}  # fmt: skip
CITIES = (
    "Boston", "Chicago", "Denver", "Seattle", "Miami", "Dallas", "Houston", "Atlanta", "Portland", "Phoenix",
    "New York", "Toronto", "London", "Paris", "Berlin", "Madrid", "Rome", "Tokyo", "Sydney", "Dublin",
)  # fmt: skip
OPPOSITES = {
    "hot": "cold", "big": "small", "up": "down", "left": "right", "open": "closed", "day": "night", "old": "new",
    "fast": "slow", "hard": "soft", "light": "dark", "wet": "dry", "happy": "sad", "rich": "poor", "full": "empty",
    "loud": "quiet", "early": "late", "high": "low", "long": "short", "clean": "dirty", "strong": "weak",
    "near": "far", "thick": "thin", "sweet": "sour", "true": "false", "good": "bad", "first": "last", "win": "lose",
    "begin": "end", "push": "pull", "love": "hate",
}  # fmt: skip
COLORS = {
    "the sky": "blue", "grass": "green", "snow": "white", "a banana": "yellow", "an orange": "orange", "coal": "black",
    "blood": "red", "a lemon": "yellow", "milk": "white", "chocolate": "brown", "a strawberry": "red",
    "the ocean": "blue", "a carrot": "orange", "a flamingo": "pink", "the sun": "yellow", "a pumpkin": "orange",
    "a crow": "black", "a cucumber": "green", "a school bus": "yellow", "an elephant": "gray",
}  # fmt: skip
ANIMAL_SOUNDS = {
    "cow": "moo", "dog": "woof", "cat": "meow", "duck": "quack", "sheep": "baa", "pig": "oink", "lion": "roar",
    "owl": "hoot", "bee": "buzz", "snake": "hiss", "horse": "neigh", "rooster": "cock a doodle doo",
}  # fmt: skip
PLURALS = {
    "mouse": "mice", "child": "children", "foot": "feet", "tooth": "teeth", "goose": "geese", "man": "men",
    "woman": "women", "knife": "knives", "leaf": "leaves", "city": "cities", "box": "boxes", "fish": "fish",
}  # fmt: skip
RHYMES = {
    "cat": "hat", "dog": "frog", "sun": "fun", "tree": "bee", "house": "mouse", "car": "star", "night": "light",
    "rain": "train", "moon": "spoon", "book": "cook", "king": "ring", "ball": "wall", "snow": "blow", "blue": "shoe",
}  # fmt: skip
SPELLINGS = listed(
    "cat dog sun book tree fish milk house table water apple green music happy chair river bread plane lemon tiger "
    "zebra queen pizza ocean winter school garden window"
)
QUANTITIES = {  # "how many X are in Y" -> number
    ("days", "a week"): "seven", ("months", "a year"): "twelve", ("hours", "a day"): "twenty four",
    ("minutes", "an hour"): "sixty", ("seconds", "a minute"): "sixty", ("inches", "a foot"): "twelve",
    ("feet", "a yard"): "three", ("weeks", "a year"): "fifty two", ("days", "a year"): "three hundred sixty five",
    ("eggs", "a dozen"): "twelve", ("cents", "a dollar"): "one hundred", ("years", "a century"): "one hundred",
    ("years", "a decade"): "ten", ("letters", "the alphabet"): "twenty six", ("ounces", "a pound"): "sixteen",
    ("meters", "a kilometer"): "one thousand", ("grams", "a kilogram"): "one thousand",
    ("states", "the United States"): "fifty", ("players", "a soccer team"): "eleven",
    ("quarts", "a gallon"): "four", ("days", "April"): "thirty", ("days", "July"): "thirty one",
}  # fmt: skip
LEGS = {
    "dog": "four", "cat": "four", "spider": "eight", "bird": "two", "ant": "six", "horse": "four", "snake": "no",
    "bee": "six", "chicken": "two", "octopus": "no",
}  # fmt: skip
FACTS = {  # question -> answer
    "what do bees make": "Bees make honey.",
    "what do cows drink": "Cows drink water.",
    "what is frozen water called": "Frozen water is called ice.",
    "what is the largest ocean": "The Pacific is the largest ocean.",
    "what is the largest planet": "Jupiter is the largest planet.",
    "what is the closest planet to the sun": "Mercury is closest to the sun.",
    "what planet do we live on": "We live on planet Earth.",
    "what is the tallest mountain": "Mount Everest is the tallest mountain.",
    "what is the longest river": "The Nile is often called the longest river.",
    "what is the fastest land animal": "The cheetah is the fastest land animal.",
    "what is the biggest animal": "The blue whale is the biggest animal.",
    "what is the tallest animal": "The giraffe is the tallest animal.",
    "who wrote hamlet": "William Shakespeare wrote Hamlet.",
    "who painted the mona lisa": "Leonardo da Vinci painted the Mona Lisa.",
    "who invented the telephone": "Alexander Graham Bell invented the telephone.",
    "who was the first president": "George Washington was the first president.",
    "who was the first man on the moon": "Neil Armstrong was the first man on the moon.",
    "what is water made of": "Water is made of hydrogen and oxygen.",
    "where do penguins live": "Penguins live in the south, many in Antarctica.",
    "where is the eiffel tower": "The Eiffel Tower is in Paris.",
    "where is big ben": "Big Ben is in London.",
    "where do kangaroos live": "Kangaroos live in Australia.",
    "what season comes after winter": "Spring comes after winter.",
    "what season comes after summer": "Autumn comes after summer.",
    "when is christmas": "Christmas is on December twenty fifth.",
    "when is halloween": "Halloween is on October thirty first.",
    "what do you call a baby dog": "A baby dog is called a puppy.",
    "what do you call a baby cat": "A baby cat is called a kitten.",
    "what color do blue and yellow make": "Blue and yellow make green.",
    "what color do red and white make": "Red and white make pink.",
    "what language do they speak in brazil": "They speak Portuguese in Brazil.",
    "at what temperature does water boil": "Water boils at one hundred degrees Celsius.",
    "at what temperature does water freeze": "Water freezes at zero degrees Celsius.",
    "what is the first letter of the alphabet": "The first letter is A.",
    "what is the last letter of the alphabet": "The last letter is Z.",
    "how many sides does a triangle have": "A triangle has three sides.",
    "how many sides does a square have": "A square has four sides.",
    "how many wheels does a bicycle have": "A bicycle has two wheels.",
    "how many strings does a guitar have": "A guitar has six strings.",
    "how many continents are there": "There are seven continents.",
}
YES_NO = {
    "is the sun a star": "Yes, the sun is a star.",
    "is ice hot": "No, ice is cold.",
    "is fire cold": "No, fire is hot.",
    "can fish swim": "Yes, fish can swim.",
    "can dogs fly": "No, dogs can't fly.",
    "can birds fly": "Yes, most birds can fly.",
    "can pigs fly": "No, pigs can't fly.",
    "is a tomato a fruit": "Yes, a tomato is a fruit.",
    "is a whale a fish": "No, a whale is a mammal.",
    "is the earth flat": "No, the earth is round.",
    "is the earth round": "Yes, the earth is round.",
    "is snow white": "Yes, snow is white.",
    "is the moon made of cheese": "No, the moon is made of rock.",
    "do cats have tails": "Yes, most cats have tails.",
    "do spiders have ten legs": "No, spiders have eight legs.",
    "is ten bigger than five": "Yes, ten is bigger than five.",
    "is two bigger than nine": "No, nine is bigger than two.",
    "is london in england": "Yes, London is in England.",
    "is paris in germany": "No, Paris is in France.",
    "is sunday a weekday": "No, Sunday is on the weekend.",
    "does the sun rise in the west": "No, the sun rises in the east.",
    "does the sun rise in the east": "Yes, it rises in the east.",
    "is a penguin a bird": "Yes, a penguin is a bird.",
    "is sugar sweet": "Yes, sugar is sweet.",
    "are lemons sour": "Yes, lemons are sour.",
    "are you a robot": "Yes, I'm a computer program.",
    "are you a human": "No, I'm a computer program.",
    "are you real": "I'm real software, but not a person.",
    "can you hear me": "Yes, I can hear you.",
    "are you there": "Yes, I'm here.",
    "are you listening": "Yes, I'm listening.",
    "do you sleep": "No, I never sleep.",
    "do you eat": "No, I don't eat.",
}
SIZES = ("ant", "mouse", "cat", "dog", "sheep", "horse", "elephant", "whale")  # each bigger than the one before
SPANISH = {
    "hello": "hola", "thank you": "gracias", "goodbye": "adios", "please": "por favor", "water": "agua",
    "friend": "amigo", "house": "casa", "cat": "gato", "one": "uno", "yes": "si",
}  # fmt: skip
ROOMS = ("kitchen", "bedroom", "living room", "bathroom", "hallway", "office", "garage", "dining room")
DEVICES = ("lights", "fan", "heater", "television", "radio", "coffee maker", "lamp", "air conditioner")
GENRES = (
    "jazz", "rock", "pop music", "classical music", "country music", "blues", "some piano music", "dance music",
    "relaxing music", "hip hop", "folk music", "christmas songs", "my favorite song", "the radio", "rain sounds",
)  # fmt: skip
TASKS = (
    "call mom", "water the plants", "take out the trash", "feed the cat", "buy milk", "pay the rent", "call the doctor",
    "pick up the kids", "do the laundry", "send the report", "take my pills", "walk the dog", "charge my phone",
    "book the hotel", "clean the kitchen", "wash the car", "answer the email", "return the books",
)  # fmt: skip
GOODS = (
    "milk", "bread", "eggs", "butter", "apples", "bananas", "coffee", "tea", "rice", "cheese", "sugar", "salt",
    "tomatoes", "onions", "soap", "chicken", "orange juice", "paper towels", "batteries", "pasta",
)  # fmt: skip
PEOPLE = ("mom", "dad", "my wife", "my husband", "my brother", "my sister", "the office", "the doctor", "grandma")
JOKES = {
    "tell me a joke": "Why did the chicken cross the road? To get to the other side.",
    "tell me another joke": "What has keys but opens no doors? A piano.",
    "say something funny": "I would tell you a chemistry joke, but I know there'd be no reaction.",
    "make me laugh": "Why was the math book sad? It had too many problems.",
    "tell me an animal joke": "What do you call a sleeping bull? A bulldozer.",
    "tell me a joke about computers": "Why was the computer cold? It left its windows open.",
    "tell me a joke about food": "What cheese is not yours? Nacho cheese.",
}
