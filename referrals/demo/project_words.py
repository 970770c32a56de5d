"""Hopes, goals and reviews as households and educators say them."""

from dataclasses import dataclass

HOPES = (
    "Vorrei una porta che si chiude e la mattina sapere dove torno la sera.",
    "Che i bambini finiscano l'anno nella stessa scuola. Poi una casa nostra, anche piccola.",
    "Imparare bene l'italiano e prendere la patente, così posso lavorare più lontano.",
    "Mettere via i soldi per la caparra. E riposare un po'.",
    "Un lavoro con il contratto e i documenti a posto per tutti.",
    "Fare venire mia madre, quando ci sarà posto.",
)
FOR_FAMILIES = ("CHILDREN", "PARENTING")


@dataclass(frozen=True)
class GoalWords:
    area: str
    title: str
    indicator: str
    horizon: str
    steps: tuple
    of_all: bool = False


GOALS = [
    GoalWords(
        "HOUSING",
        "Trovare un alloggio in affitto sostenibile",
        "Contratto firmato, spesa sotto un terzo delle entrate",
        "LONG",
        (("team", "Colloquio con Lo.C.A.Re."), ("household", "Vedere due alloggi al mese")),
        of_all=True,
    ),
    GoalWords(
        "HOUSING",
        "Presentare la domanda di casa popolare",
        "Ricevuta della domanda",
        "SHORT",
        (("sender", "Verificare i requisiti"), ("household", "Raccogliere i documenti")),
        of_all=True,
    ),
    GoalWords(
        "DOCS_RIGHTS",
        "Rinnovare il permesso di soggiorno",
        "Permesso ritirato in Questura",
        "MEDIUM",
        (("household", "Preparare le fotografie e la marca da bollo"), ("team", "Accompagnare all'appuntamento")),
    ),
    GoalWords(
        "DOCS_RIGHTS",
        "Avere la residenza e il medico di base",
        "Iscrizione anagrafica e tessera sanitaria",
        "SHORT",
        (("team", "Dichiarazione di ospitalità"), ("household", "Appuntamento all'anagrafe")),
        of_all=True,
    ),
    GoalWords(
        "INCOME",
        "Tenere il bilancio di casa e mettere da parte qualcosa",
        "Quaderno delle spese tenuto per tre mesi",
        "MEDIUM",
        (("team", "Incontro sul bilancio familiare"), ("household", "Segnare le spese ogni settimana")),
        of_all=True,
    ),
    GoalWords(
        "WORK",
        "Avviare un tirocinio",
        "Progetto formativo firmato",
        "MEDIUM",
        (("household", "Aggiornare il curriculum"), ("sender", "Segnalare allo sportello lavoro")),
    ),
    GoalWords(
        "WORK",
        "Passare a un lavoro con più ore",
        "Contratto di almeno trenta ore",
        "LONG",
        (("household", "Rispondere a tre annunci a settimana"), ("team", "Preparare insieme il colloquio")),
    ),
    GoalWords(
        "EDU_LANG",
        "Raggiungere il livello A2 di italiano",
        "Esame superato al CPIA",
        "MEDIUM",
        (("team", "Iscrizione al corso"), ("household", "Frequentare due mattine a settimana")),
    ),
    GoalWords(
        "EDU_LANG",
        "Prendere la licenza media",
        "Diploma",
        "LONG",
        (("household", "Frequentare il corso serale"), ("team", "Ripassare insieme prima dell'esame")),
    ),
    GoalWords(
        "HEALTH",
        "Curare i denti e fare le visite rimandate",
        "Visite fatte",
        "SHORT",
        (("team", "Prenotare il dentista e le visite"), ("household", "Andare alla visita")),
    ),
    GoalWords(
        "CHILDREN",
        "Iscrivere i bambini alla scuola e alla mensa",
        "Iscrizione confermata",
        "SHORT",
        (("household", "Portare i certificati"), ("sender", "Chiedere la riduzione della mensa")),
        of_all=True,
    ),
    GoalWords(
        "CHILDREN",
        "Un pomeriggio di sport o di gioco a settimana",
        "Frequenza per un trimestre",
        "MEDIUM",
        (("team", "Trovare la palestra più vicina"), ("household", "Accompagnare i bambini")),
        of_all=True,
    ),
    GoalWords(
        "PARENTING",
        "Un'ora tranquilla la sera con i figli",
        "La madre racconta che accade quasi ogni sera",
        "MEDIUM",
        (("team", "Parlarne nelle visite a casa"), ("household", "Cenare insieme senza telefono")),
    ),
    GoalWords(
        "RELATIONS",
        "Conoscere i vicini e prendere parte alla vita del cortile",
        "Partecipa a un'iniziativa al mese",
        "SHORT",
        (("team", "Invitare alla cena del venerdì"), ("household", "Curare un'aiuola dell'orto comune")),
        of_all=True,
    ),
    GoalWords(
        "GENDER",
        "Avere un conto e un telefono propri",
        "Conto aperto a suo nome",
        "SHORT",
        (("team", "Accompagnare in banca"), ("household", "Scegliere il piano telefonico")),
    ),
    GoalWords(
        "MOBILITY_DIGITAL",
        "Usare da soli lo SPID e l'autobus",
        "Prenota una visita in rete senza aiuto",
        "SHORT",
        (("team", "Attivare lo SPID insieme"), ("household", "Provare il percorso fino al lavoro")),
    ),
]
PRESENT = (
    "La famiglia, l'educatrice, l'assistente sociale del Polo",
    "La persona e l'educatore",
    "I genitori, la mediatrice, l'educatrice",
    "La persona, la coordinatrice, l'assistente sociale",
)
SAID_AT_REVIEW = (
    "Mi sento più tranquilla. Il lavoro è ancora poco.",
    "I bambini dormono. Questo mi basta, per ora.",
    "Pensavo fosse più veloce. Però i passi li vedo.",
    "Ho capito a chi chiedere quando non so.",
    "Mi manca una patente, con quella cambierebbe tutto.",
)
SEEN_AT_REVIEW = (
    "La casa è curata e gli appuntamenti sono rispettati. Resta fragile il reddito: si insiste sul tirocinio.",
    "Buona autonomia nelle pratiche. Si sposta in avanti la data della ricerca dell'alloggio.",
    "Momento di stanchezza dopo l'inverno: si riducono gli obiettivi a due, scelti dalla famiglia.",
    "Passi avanti nella lingua. La scuola racconta di bambini sereni.",
    "Il bilancio tiene. Si comincia a cercare casa con Lo.C.A.Re.",
)
ENDINGS = (
    "Il percorso si chiude con un affitto e con un numero di telefono da chiamare, se serve.",
    "Obiettivi in parte raggiunti; il Polo prosegue con il sostegno al reddito.",
    "La famiglia saluta i vicini con una cena. Resta da completare la pratica della residenza.",
    "Il percorso finisce prima del previsto. La porta resta aperta.",
)
EVIDENCE = (
    "",
    "",
    "Ha portato la ricevuta",
    "Lo dice anche la maestra",
    "Visto insieme il 12 del mese",
    "Due prove andate bene",
)
