"""What social workers write when they refer: plain, short, only what is needed to weigh the request."""

# Reason: where they sleep now, ETHOS, and what happened.
REASONS = {
    "EVICTION_ARREARS": (
        ("Nell'alloggio in affitto, fino allo sfratto", "9.1"),
        "Con la perdita del lavoro gli arretrati sono cresciuti. Lo sfratto è convalidato e il proprietario non "
        "concede altro tempo.",
    ),
    "EVICTION_END_LEASE": (
        ("Nell'alloggio in affitto, contratto finito", "9.1"),
        "La proprietà vende e non rinnova. Il nucleo ha sempre pagato; cerca casa da mesi senza trovare chi accetti.",
    ),
    "LEASE_REFUSED": (
        ("Da una famiglia amica, in una stanza", "8.1"),
        "C'è un reddito, ma le agenzie chiedono garanzie che nessuno può dare. Molte telefonate finiscono al cognome.",
    ),
    "SAI_CAS_EXIT": (
        ("In un progetto SAI che finisce", "5.1"),
        "Il progetto di accoglienza è concluso e il percorso è andato bene. Manca solo il tempo per trovare casa.",
    ),
    "FAMILY_BREAKUP": (
        ("Da una sorella, per poco", "8.1"),
        "Dopo la separazione la convivenza non era più possibile. I figli restano nella loro scuola.",
    ),
    "DOMESTIC_VIOLENCE": (
        ("In una struttura protetta", "4.1"),
        "Il percorso con il centro antiviolenza è avviato. Serve una casa tranquilla da cui ricominciare.",
    ),
    "OVERCROWDING": (
        ("In due camere con altre due famiglie", "13.1"),
        "Lo spazio non basta: i bambini studiano a turno in cucina e dormono in tre in un letto.",
    ),
    "UNFIT_HOUSING": (
        ("In un seminterrato umido", "12.1"),
        "Il medico ha consigliato di cambiare casa per la tosse dei bambini. Il proprietario non ripara.",
    ),
    "HOSPITALITY_ENDED": (
        ("Da connazionali, fino a fine mese", "8.1"),
        "Chi li ospitava aspetta un figlio e ha bisogno della stanza. Si sono lasciati in buoni rapporti.",
    ),
    "STREET_SHELTER": (
        ("In dormitorio", "2.1"),
        "Da alcuni mesi passa da un dormitorio all'altro. Lavora qualche ora e vorrebbe rimettersi in piedi.",
    ),
    "CARE_LEAVER": (
        ("In comunità, fino al compimento degli anni previsti", "6.3"),
        "Esce dalla comunità con un tirocinio avviato. Sa organizzarsi; serve una base da cui partire.",
    ),
    "JOB_LOSS": (
        ("Nell'alloggio in affitto, con arretrati", "9.1"),
        "La ditta ha chiuso. Un corso di riqualificazione comincia il mese prossimo.",
    ),
    "HOUSING_WAIT_ERP": (
        ("In albergo, a carico del servizio", "3.2"),
        "La domanda di casa popolare è accolta, ma l'assegnazione richiederà mesi.",
    ),
    "REUNIFICATION": (
        ("In una stanza in affitto", "8.1"),
        "Il ricongiungimento è autorizzato: i familiari arrivano e la stanza non basta.",
    ),
}
OTHER_REASONS = ("INCOME_DROP", "JOB_LOSS", "HEALTH", "HOUSING_WAIT_ERP")
KEEPS = (
    "Il Polo resta titolare del caso, cura i contatti con la scuola e verifica il bilancio ogni mese.",
    "L'assistente sociale incontra il nucleo ogni quindici giorni e segue la domanda di casa popolare.",
    "Il servizio mantiene il contributo economico fino alla primavera e il sostegno educativo ai figli.",
    "Il Polo accompagna le pratiche in Questura e tiene i rapporti con il medico di base.",
)
HYPOTHESES = (
    "Consolidare il lavoro e cercare un affitto con l'aiuto di Lo.C.A.Re. entro l'anno.",
    "Imparare l'italiano, avviare un tirocinio, ottenere l'assegnazione della casa popolare.",
    "Un periodo di respiro per i bambini, poi una casa autonoma vicino alla scuola.",
    "Mettere da parte le mensilità per una caparra e sistemare i documenti.",
)
CONTACTS = (
    "Telefonare al mattino; se non risponde, chiamare il Polo",
    "Scrivere un messaggio, richiama appena può",
    "Chiamare il Polo: preferisce l'avviso dell'assistente sociale",
    "Telefono della persona di riferimento, dopo le 17",
)
SAFE_CONTACT = "Mai telefonare direttamente: chiamare l'assistente sociale di riferimento"

# About which datum, the question, an answer.
QUESTIONS = (
    ("STEP_FREE", "Qualcuno fatica con le scale? Serve un ingresso senza gradini?", "No, nessuno ha difficoltà."),
    ("SHARED", "Accetterebbero un alloggio condiviso, con camera propria?", "Ne abbiamo parlato: preferiscono di no."),
    ("planned_days", "Per quanto tempo pensate che serva la casa?", "Sei mesi, con una verifica a metà percorso."),
    ("needed_from", "Da quale giorno serve la casa?", "Appena possibile, comunque entro il mese prossimo."),
    ("", "C'è già un medico di base? E i bambini hanno il pediatra?", "Il medico sì, il pediatra lo sceglie lunedì."),
    ("", "Il nucleo ha incontrato altri servizi nell'ultimo anno?", "Solo il nostro, e lo sportello lavoro."),
)
MESSAGES = (
    "Grazie della segnalazione: possiamo incontrare la famiglia con voi giovedì?",
    "È cominciato il tirocinio: lo segnaliamo perché cambia gli orari.",
    "Abbiamo sentito la scuola: c'è posto anche nella sede vicina al complesso.",
)
URGENT = (
    (1, "Sfratto con forza pubblica già fissato"),
    (2, "Ospitalità che finisce, con bambini piccoli"),
    (2, "Dimissione dalla struttura già datata"),
)
WHY_THIS_HOME = (
    "Grandezza giusta e scuola raggiungibile con un solo autobus.",
    "È l'alloggio libero più tranquillo, come chiesto dalla famiglia.",
    "Piano terra, senza gradini: va bene per la nonna.",
    "La camera è vicina al lavoro del mattino presto.",
)
DECLINES = {
    "TOO_FAR": "La scuola dei bambini sarebbe a più di un'ora.",
    "SHARED": "Ha visto la casa con noi: preferisce aspettare una soluzione non condivisa.",
    "NOT_NOW": "Chiede di aspettare la fine dell'anno scolastico.",
    "NO_ANSWER": "Tre telefonate e una visita: nessuno ha risposto.",
    "OTHER_HOME": "Un cugino ha offerto una stanza: non è chiaro per quanto.",
    "UNIT_FAULT": "Alla visita c'era muffa in camera, e il gradino all'ingresso non era segnato.",
}
TAKEN_BACK = {
    "UNUSABLE": "Un guasto alla caldaia: la casa va chiusa",
    "AWAY": "La madre è in ospedale: se ne riparla dopo le dimissioni",
}
REVIEWS = (
    "Dopo la vostra risposta la signora ha firmato il progetto con noi e ha iniziato il tirocinio: chiediamo che la "
    "richiesta sia riletta.",
    "Nella lettera si parla di una famiglia di sette persone; i due figli maggiori abitano però già per conto loro.",
)
COMPLAINTS = (
    ("household", "Il nucleo dice di non aver capito perché la casa vista a settembre è stata data ad altri."),
    ("neighbour", "Rumori la sera tardi dall'alloggio accanto, più volte nello stesso mese."),
    ("sender", "La risposta alla segnalazione è arrivata dopo due mesi: si chiede di conoscere i tempi."),
)
COMPLAINT_ANSWER = (
    "Abbiamo incontrato la famiglia con l'assistente sociale: la casa era troppo piccola per cinque persone. Abbiamo "
    "spiegato la regola e lasciato la pagina con le informazioni."
)
FELL_THROUGH = (
    "Il giorno dell'ingresso non si sono presentati; il Polo li ha ritrovati da una zia.",
    "Ricovero improvviso di un figlio: l'ingresso è rimandato.",
)
WITHDRAWN = (
    "La famiglia ha trovato un affitto.",
    "Il nucleo si è trasferito in un'altra città.",
    "È arrivata l'assegnazione della casa popolare.",
    "Le persone non confermano più la richiesta.",
)

# Reason: what it means here, and what would change it.
LETTERS = {
    "NO_SUITABLE_UNIT": (
        "in questo momento nessuno dei nostri alloggi è adatto al nucleo, per numero di persone e di camere",
        "che si liberi o si apra un alloggio più grande: vi avviseremo noi",
    ),
    "NEEDS_MORE_CARE": (
        "le persone hanno bisogno di una presenza assistenziale anche di notte, che da noi non c'è",
        "che l'assistenza sia garantita a domicilio dai servizi sanitari",
    ),
    "NO_AGREEMENT": (
        "nell'incontro la persona ha detto di non desiderare questo percorso",
        "che la persona cambi idea: la porta resta aperta, anche con una telefonata",
    ),
    "OUTSIDE_TARGET": (
        "la situazione descritta riguarda un'emergenza di pochi giorni, e i nostri percorsi sono più lunghi",
        "che, superata l'emergenza, si possa lavorare a un progetto di alcuni mesi",
    ),
    "ACUTE_VIOLENCE": (
        "il rischio è attuale e va affrontato prima di tutto da un centro antiviolenza",
        "che il centro antiviolenza ritenga conclusa la fase di protezione",
    ),
}
LETTER = (
    "Gentile collega,\n\nabbiamo letto con attenzione la segnalazione e ne abbiamo parlato in équipe. Non possiamo "
    "accoglierla: {why}.\n\nPotrebbe cambiare la decisione {change}.\n\nPer parlarne si può chiamare chi firma questa "
    "lettera. Entro trenta giorni, con il pulsante nella pagina della segnalazione, si può chiedere che un'altra "
    "persona riveda la decisione.\n\nUn cordiale saluto"
)
EXITS = (
    ("GOALS_REACHED", "RENT_SUPPORTED"),
    ("GOALS_REACHED", "RENT_MARKET"),
    ("GOALS_REACHED", "ERP"),
    ("GOALS_REACHED", "ERP"),
    ("GOALS_REACHED", "COHOUSING"),
    ("END_OF_TERM", "FAMILY_STABLE"),
    ("END_OF_TERM", "FRIENDS_TEMP"),
    ("END_OF_TERM", "RENT_SUPPORTED"),
    ("VOLUNTARY", "FAMILY_TEMP"),
    ("VOLUNTARY", "UNKNOWN"),
    ("TRANSFER_PROJECT", "OTHER_TRANSITIONAL"),
    ("HIGHER_NEED", "MINORS_COMMUNITY"),
    ("RULES_BREACH", "EMERGENCY_SHELTER"),
    ("ABSENCE", "UNKNOWN"),
)
