"""Each level of each domain in words that a person recognises: what they would say of themselves."""

from django.utils.translation import gettext_lazy as _

from beneficiaries.vocabularies.life import ScaleDomain

LEVEL_WORDS = {  # from emergency to independent
    ScaleDomain.HOUSING: (
        _("I have no place to sleep, or I can lose it any day."),
        _("I have a roof only because somebody looks for it and pays for it."),
        _("I look after the home, and I am looking for one of my own with help."),
        _("I keep a home well. Now and then I ask for help with rent or papers."),
        _("I have a home that I can keep by myself."),
    ),
    ScaleDomain.DOCS_RIGHTS: (
        _("I have no valid papers, and I don't know what I am entitled to."),
        _("Somebody has to do my papers for me, each time."),
        _("My papers are under way. We do them together."),
        _("My papers are in order. I ask when something expires or changes."),
        _("I look after my papers and my rights by myself."),
    ),
    ScaleDomain.INCOME: (
        _("I have no money for food and medicines."),
        _("I get to the end of the month only with somebody's help."),
        _("Some money comes in. I am learning to make it last."),
        _("I pay what I have to. I ask for advice on large expenses."),
        _("I live on my income and put something aside."),
    ),
    ScaleDomain.WORK: (
        _("I have no work, and I can't look for it now."),
        _("I work a day here and there, or without a contract."),
        _("I am training, or looking for work with somebody beside me."),
        _("I have a job, and somebody to ask when it is difficult."),
        _("I have a job that lasts, and I know how to find another."),
    ),
    ScaleDomain.EDU_LANG: (
        _("I can't make myself understood, or read what I am given."),
        _("I need somebody who translates or explains, each time."),
        _("I go to lessons, and I manage the things of every day."),
        _("I speak and read well enough. I ask about difficult words."),
        _("I understand, read and write what I need for work and school."),
    ),
    ScaleDomain.HEALTH: (
        _("I am unwell, and nobody is treating me."),
        _("I get treatment only if somebody goes with me."),
        _("I have begun to look after myself. We go to check-ups together."),
        _("I look after my health. I ask for help in hard moments."),
        _("I look after my health and know whom to go to."),
    ),
    ScaleDomain.RELATIONS: (
        _("I am alone, or I am afraid of who is near me."),
        _("I only see the people who help me."),
        _("I am getting to know people and places in the neighbourhood."),
        _("I have people I trust. Sometimes I need help to keep in touch."),
        _("I have people whom I help and who help me."),
    ),
    ScaleDomain.CHILDREN: (
        _("My children are not safe, or not looked after."),
        _("I look after the children only with somebody beside me every day."),
        _("The children go to school and to the doctor. We see to it together."),
        _("I look after the children. I ask for advice when it is hard."),
        _("I look after the children, and they are growing well."),
    ),
}
