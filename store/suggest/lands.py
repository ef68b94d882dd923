"""Countries and what they and their people are called: places that a bare name tells."""

# ruff: noqa: SIM905 - prose lists are easier to read and to extend than quoted ones

from __future__ import annotations

COUNTRIES = frozenset(
    """Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain
    Bangladesh Belarus Belgium Benin Bolivia Bosnia Botswana Brazil Britain Bulgaria Burundi
    Cambodia Cameroon Canada Chad Chile China Colombia Congo Croatia Cuba Cyprus Czechia Denmark
    Ecuador Egypt England Eritrea Estonia Ethiopia Europe Finland France Gabon Gambia Gaza Georgia
    Germany Ghana Greece Guatemala Guinea Haiti Honduras Hungary Iceland India Indonesia Iran Iraq
    Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan Laos Latvia
    Lebanon Lesotho Liberia Libya Lithuania Luxembourg Madagascar Malawi Malaysia Mali Malta
    Mauritania Mexico Moldova Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nepal
    Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palestine Panama Paraguay Peru
    Philippines Poland Portugal Qatar Romania Russia Rwanda Scotland Senegal Serbia Singapore
    Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Taiwan Tajikistan Tanzania
    Thailand Tibet Togo Tunisia Turkey Turkmenistan Uganda Ukraine Uruguay Uzbekistan Venezuela
    Vietnam Wales Yemen Zambia Zimbabwe Africa America Asia Antarctica Kashmir Kurdistan Crimea
    Andorra Bahamas Barbados Belize Bhutan Brunei Comoros Djibouti Dominica Eswatini Fiji Grenada
    Guyana Kiribati Liechtenstein Macedonia Maldives Mauritius Micronesia Monaco Nauru Palau Samoa
    Seychelles Suriname Surinam Tonga Tuvalu Vanuatu Vatican Guinea-Bissau Timor-Leste Swaziland
    Yugoslavia Czechoslovakia Burma Zaire Rhodesia Holland Persia Prussia Chechnya Dagestan
    Ingushetia Tatarstan Abkhazia Transnistria Nagorno-Karabakh Darfur Xinjiang Tigray Biafra
    Katanga Donbas Donetsk Luhansk Kherson Kharkiv Mariupol Odesa Odessa Lviv Zaporizhzhia Galicia
    Silesia Bohemia Moravia Transylvania Mesopotamia Anatolia Kurdistan Sinai Golan Darién
    Dushanbe Bishkek Tashkent Samarkand Astana Almaty Ashgabat Ulaanbaatar Thimphu Vientiane
    Naypyidaw Yangon Rangoon Mandalay Rakhine Muscat Manama Sanaa Aden Aleppo Homs Idlib Raqqa Mosul
    Basra Erbil Kirkuk Fallujah Isfahan Ramallah Nablus Hebron Jenin Haifa Rafah Bethlehem Jericho
    Benghazi Misrata Tobruk Asmara Juba Bangui N’Djamena Niamey Ouagadougou Conakry Freetown
    Monrovia Abidjan Yamoussoukro Lomé Cotonou Libreville Brazzaville Bujumbura Dodoma Zanzibar
    Mombasa Lilongwe Maputo Windhoek Gaborone Maseru Antananarivo Nouakchott Banjul Malabo Omdurman
    Goma Bukavu Kano Kaduna Maiduguri Borno Bulawayo Soweto Valletta Nicosia Podgorica Skopje
    Pristina Tirana Ljubljana Bratislava Chisinau Reykjavik Vaduz Srebrenica Gdańsk Gdansk Wrocław
    Tegucigalpa Asunción Bogota Medellín Guayaquil Cusco Rosario Salvador Recife Paramaribo Nassau
    Bridgetown Port-au-Prince Monterrey Acapulco Chihuahua Sinaloa Oaxaca Chiapas Lhasa Chengdu
    Chongqing Nanjing Tianjin Harbin Guangdong Sichuan Hiroshima Nagasaki Fukushima Okinawa Hokkaido
    Busan Incheon Saigon Surabaya Bali Sumatra Java Borneo Sulawesi Aceh Papua Mindanao Luzon Cebu
    Penang Faisalabad Rawalpindi Quetta Balochistan Sindh Jalalabad Kunduz Helmand Amritsar Varanasi
    Lucknow Jaipur Ahmedabad Assam Bihar Manipur Nagaland Goa Sylhet Chittagong Pokhara Jaffna
    Catalonia Texas California Florida Alaska Hawaii London Paris Berlin Moscow Beijing Washington
    Brussels Geneva Vienna Rome Madrid Tokyo Delhi Kabul Baghdad Damascus Cairo Nairobi Lagos
    Jerusalem Istanbul Athens Sydney Toronto Chicago Boston Shanghai Mumbai Munich Hamburg
    Deutschland Österreich Schweiz Frankreich Italien Spanien Polen Russland Türkei Europa Afrika
    Asien Amerika Großbritannien Griechenland Indien Japan Ägypten Israel Syrien Irak
    Alabama Arizona Arkansas Colorado Connecticut Delaware Idaho Illinois Indiana Iowa Kansas
    Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
    Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Utah Vermont Wisconsin Wyoming
    Ontario Quebec Québec Manitoba Saskatchewan Alberta Queensland Tasmania Punjab Gujarat Kerala
    Bengal Bavaria Saxony Hesse Bayern Sachsen Hessen Thüringen Brandenburg Niedersachsen Saarland
    Scandinavia Siberia Andalusia Tuscany Sicily Lombardy Brittany Normandy Provence Flanders Alps
    Balkans Caribbean Sahel Maghreb Levant Amazon Himalayas Mediterranean Atlantic Pacific Arctic
    Antarctic Baltic
    Montreal Montréal Vancouver Ottawa Calgary Winnipeg Houston Dallas Atlanta Seattle Detroit
    Philadelphia Miami Denver Baltimore Cleveland Pittsburgh Manhattan Brooklyn Hollywood Melbourne
    Brisbane Perth Adelaide Auckland Wellington Canberra Manchester Liverpool Birmingham Glasgow
    Edinburgh Belfast Cardiff Dublin Oxford Leeds Lyon Marseille Bordeaux Nice Toulouse Lille
    Barcelona Valencia Seville Bilbao Milan Naples Turin Venice Florence Frankfurt Cologne Köln
    Stuttgart Düsseldorf Leipzig Dresden Bremen Hannover Nürnberg München Wien Zürich Zurich Basel
    Bern Genf Salzburg Graz Lisbon Lissabon Porto Amsterdam Rotterdam Hague Antwerp Copenhagen
    Stockholm Oslo Helsinki Warsaw Warschau Kraków Prague Prag Budapest Bucharest Sofia Belgrade
    Zagreb Sarajevo Kyiv Kiev Minsk Riga Vilnius Tallinn Tbilisi Yerevan Baku Ankara Izmir Beirut
    Amman Riyadh Jeddah Mecca Medina Doha Dubai Tehran Teheran Karachi Lahore Islamabad Peshawar
    Kandahar Herat Dhaka Kolkata Calcutta Bangalore Chennai Hyderabad Kathmandu Colombo Bangkok
    Hanoi Jakarta Manila Seoul Pyongyang Osaka Kyoto Taipei Guangzhou Shenzhen Wuhan Macau Mumbai
    Khartoum Addis Mogadishu Kampala Kigali Kinshasa Luanda Harare Lusaka Accra Abuja Dakar Bamako
    Tunis Tripoli Algiers Rabat Casablanca Johannesburg Pretoria Durban Bogotá Lima Quito Caracas
    Santiago Montevideo Brasília Havana Managua Tijuana Guadalajara
    Moskau Brüssel Rom Athen Neapel Mailand Peking Kairo Jerusalem Belgien Niederlande Dänemark
    Schweden Norwegen Finnland Ungarn Tschechien Slowakei Rumänien Bulgarien Serbien Kroatien
    Ukraine Lettland Litauen Estland Irland Schottland Brasilien Argentinien Mexiko Kanada
    Australien Neuseeland Südafrika Kenia Marokko Tunesien Libyen Algerien Äthiopien Pakistan
    Indonesien Philippinen Südkorea Nordkorea Saudi-Arabien Jemen Jordanien Libanon Zypern
    Londres Bruxelles Genève Belgique Royaume-Uni Grèce Pologne Turquie Égypte Maroc Algérie Tunisie
    Brésil Mexique Chine Japon Inde Londres Bruselas Ginebra Bélgica Grecia Polonia Turquía Egipto
    Marruecos Argelia Brasil Japón Reino
    Allemagne France Espagne Italie Russie Suisse España Francia Alemania México Perú""".split()
)
"""Countries, past and present, continents, regions and cities whose bare name is a place in most
texts.
"""

PLACE_PHRASES = frozenset(
    "United States|United Kingdom|New York|New Zealand|South Africa|North Korea|South Korea|"
    "Saudi Arabia|Sri Lanka|Hong Kong|Los Angeles|San Francisco|Middle East|European Union|"
    "Central Asia|South Asia|Southeast Asia|Latin America|North America|South America|"
    "El Salvador|Costa Rica|Sierra Leone|Burkina Faso|Ivory Coast|Abu Dhabi|New Delhi|"
    "Papua New Guinea|United Arab Emirates|West Bank|Northern Ireland|Puerto Rico|"
    "New South Wales|Western Australia|South Australia|Northern Territory|British Columbia|"
    "Nova Scotia|New Brunswick|New Jersey|New Mexico|New Hampshire|New Orleans|New England|"
    "North Carolina|South Carolina|North Dakota|South Dakota|West Virginia|Rhode Island|"
    "Las Vegas|San Diego|San Jose|San Antonio|Salt Lake City|St. Louis|Santa Fe|Buenos Aires|"
    "Rio de Janeiro|São Paulo|Sao Paulo|Mexico City|Cape Town|Addis Ababa|Dar es Salaam|Tel Aviv|"
    "Kuala Lumpur|Phnom Penh|Ho Chi Minh City|Great Britain|Soviet Union|East Africa|West Africa|"
    "North Africa|Southern Africa|East Asia|Southeast Asia|Western Europe|Eastern Europe|"
    "Central America|Central Europe|East Timor|South Sudan|East Germany|West Germany|"
    "Bosnia and Herzegovina|Trinidad and Tobago|Antigua and Barbuda|Saint Kitts and Nevis|"
    "Serbia and Montenegro|Newfoundland and Labrador|Cabo Verde|Golden Gate|White House|"
    "La Paz|San Marino|San Salvador|Santo Domingo|Port Moresby|Equatorial Guinea|"
    "Saint Lucia|South Ossetia|Solomon Islands|Marshall Islands|Golan Heights|Gaza Strip|"
    "Washington D.C.|Washington DC|Vereinigte Staaten|Vereinigtes Königreich|"
    "Nordrhein-Westfalen|Baden-Württemberg".split("|")
) - {"European Union"}
"""Places of more than one word."""

COUNTRY_ACRONYMS = frozenset("US USA UK UAE U.S. U.K. U.S.A. DRC USSR DDR".split())
"""Countries written as initials."""


DEMONYMS = frozenset(
    """Afghan Pakistani Indian Chinese Japanese Korean Russian Ukrainian Polish German French
    Italian Spanish Portuguese Dutch Belgian British English Scottish Welsh Irish American Canadian
    Mexican Brazilian Argentine Chilean Colombian Peruvian Venezuelan Cuban African Asian European
    Arab Arabic Israeli Palestinian Syrian Iraqi Iranian Turkish Kurdish Egyptian Libyan Tunisian
    Moroccan Algerian Sudanese Ethiopian Kenyan Nigerian Ghanaian Somali Ugandan Rwandan Congolese
    Australian Indonesian Malaysian Filipino Vietnamese Thai Burmese Swedish Norwegian Danish
    Finnish Greek Serbian Croatian Hungarian Romanian Bulgarian Czech Austrian Swiss Muslim Islamic
    Christian Catholic Protestant Jewish Buddhist Hindu Western Eastern Roman Latin Republican
    Democrat Democratic Central Northern Southern
    Republicans Democrats Americans Germans Russians Muslims Christians Jews
    Sunni Sunnis Shia Shiite Shiites Kurds Iraqis Romans Greeks Turks Serbs Croats Poles Swedes
    Danes Finns Czechs Slovaks Somalis Pakistanis Syrians Ottoman Ottomans Macedonian Byzantine
    Persian Persians Saxon Norman Viking Vikings Celtic Slavic Nordic Baltic Balkan Zionist Zionists
    Soviet Soviets Nazi Nazis Conservative Liberal Socialist Communist Communists Islamist Islamists
    Indigenous Anglican Presidential Congressional Parliamentary
    Spaniard Spaniards Swede Briton Britons Turk Serb Croat Slovak Scots Frenchman Englishman
    Irishman Dutchman Kurd Chechen Chechens Azeri Azeris Armenian Armenians Albanian Albanians
    Bosnian Bosnians Georgian Uighur Uighurs Uyghur Uyghurs Hutu Hutus Tutsi Tutsis Saudi Saudis
    Kuwaiti Qatari Emirati Omani Yemeni Yemenis Bangladeshi Bangladeshis Nepali Nepalis Kazakh
    Kazakhs Uzbek Uzbeks Tajik Tajiks Cypriot Cypriots Basque Basques Catalan Catalans Maori
    Hispanic Hispanics Texan Texans Lebanese Taiwanese Westerner Westerners
    Arabs Afghans Palestinians Israelis Ukrainians Europeans Africans""".split()
)
"""Adjectives of nation or faith, and their plurals: no names by themselves."""
