"""The site's own pages: what search and the site map know beside rows of the database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page that is no row: its address, its title, a line about it, words it is found by."""

    url: str
    title: str
    text: str
    keywords: str = ""


PAGES = (
    Page("/", "Home", "Figures, next events, members and projects", "openinfra, foundation"),
    Page(
        "/four-opens/",
        "The Four Opens",
        "Open source, open design, open development, open community",
        "open source, open design, open development, open community, proprietary, licence, license",
    ),
    Page(
        "/three-forces/",
        "3 Forces",
        "Developers, users and the ecosystem, and the programmes for each",
        "three forces, developers, users, ecosystem, mentoring, onboarding, trademark, interop",
    ),
    Page(
        "/about/",
        "About the foundation",
        "Mission, board, history, seat",
        "board, directors, governance, history, address, mission, bylaws",
    ),
    Page(
        "/about/#code-of-conduct",
        "Code of conduct",
        "What everybody who takes part agrees to",
        "harassment, report, conduct",
    ),
    Page("/about/#privacy", "Privacy", "What we keep, and what we do not", "cookies, data, gdpr"),
    Page(
        "/news/",
        "News",
        "What members, projects and the foundation announce",
        "announcements, stories, press, feed, atom",
    ),
    Page(
        "/figures/",
        "Figures",
        "Every number we state, with its day and its source",
        "statistics, cores, numbers, market, growth",
    ),
    Page("/contact/", "Write to us", "A person answers", "contact, e-mail, email, press, help"),
    Page(
        "/members/",
        "Members",
        "The directory of members and supporting organisations",
        "directory, platinum, gold, silver, associate, companies, organizations, organisations",
    ),
    Page(
        "/members/join/",
        "Become a member",
        "Tiers, dues and benefits compared",
        "join, membership, dues, price, benefits, tiers",
    ),
    Page(
        "/members/join/organization/",
        "Join as an organisation",
        "The application for membership, step by step",
        "apply, application, company, organization, organisation, join",
    ),
    Page(
        "/members/applications/",
        "Applications in public",
        "Who wishes to join, before it is decided",
        "applicants, platinum, gold, decision, board",
    ),
    Page(
        "/members/join/individual/",
        "Join as a person",
        "Individual membership costs nothing",
        "individual, vote, elections",
    ),
    Page(
        "/members/people/",
        "Individual members",
        "People who joined and chose to be listed, by name",
        "people, individuals, persons, directory",
    ),
    Page(
        "/members/statistics/",
        "Membership in numbers",
        "Joins, leaves and moves, as of any day",
        "growth, joined, left, numbers",
    ),
    Page(
        "/members/agreements/",
        "Register of agreements",
        "Who signed the Corporate Contributor Licence Agreement",
        "supporting organisations, ccla, cla, agreement, licence agreement, license agreement, supporters",
    ),
    Page("/projects/", "Projects", "The catalogue of what we host", "software, catalogue, catalog"),
    Page(
        "/marketplace/",
        "Marketplace",
        "Clouds, distributions, training and help, offered by members",
        "vendors, products, public cloud, private cloud, distribution, training, consulting",
    ),
    Page(
        "/projects/ecosystem/",
        "Who does what for projects",
        "Who funds, sponsors, ships, hosts, trains and hires, project by project",
        "ecosystem, ties, vendors, training, hosting, jobs, sponsors",
    ),
    Page(
        "/projects/hosting/",
        "Host your project",
        "The model, the services, the criteria",
        "hosting, pilot, incubation, donate, contribute a project",
    ),
    Page(
        "/projects/hosting/enquiry/",
        "Ask about hosting",
        "Tell us about your project",
        "hosting enquiry, inquiry, apply",
    ),
    Page(
        "/projects/services/",
        "What projects get",
        "What a hosted project gets, at each stage",
        "services, infrastructure, legal, marketing",
    ),
    Page(
        "/projects/funding/",
        "Directed funding",
        "A fund for one project, governed by those who pay for it",
        "fund, money, sponsor a project",
    ),
    Page(
        "/events/",
        "Events",
        "What is coming, what was",
        "summit, ptg, gathering, conference, register, tickets, recordings",
    ),
)
