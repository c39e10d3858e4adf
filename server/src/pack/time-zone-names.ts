/**
 * Names of the IANA time zone database that `Intl.supportedValuesOf` leaves out because they are aliases
 * or because its data files prefer an older name. The controller looks a zone up as a file, so the name must
 * be one of the database, in its exact case; `Intl` alone would also take `europe/berlin`, `PST` or `+02:00`.
 */
const ALIASES = `
Africa/Asmara Africa/Timbuktu America/Argentina/Buenos_Aires America/Argentina/Catamarca
America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy
America/Argentina/Mendoza America/Atikokan America/Atka America/Ensenada America/Fort_Wayne
America/Indiana/Indianapolis America/Kentucky/Louisville America/Knox_IN America/Montreal
America/Nipigon America/Nuuk America/Pangnirtung America/Porto_Acre America/Rainy_River America/Rosario
America/Santa_Isabel America/Shiprock America/Thunder_Bay America/Virgin America/Yellowknife
Antarctica/South_Pole Asia/Ashkhabad Asia/Choibalsan Asia/Chongqing Asia/Chungking Asia/Dacca Asia/Harbin
Asia/Ho_Chi_Minh Asia/Istanbul Asia/Kashgar Asia/Kathmandu Asia/Kolkata Asia/Macao Asia/Tel_Aviv
Asia/Thimbu Asia/Ujung_Pandang Asia/Ulan_Bator Asia/Yangon Atlantic/Faroe Atlantic/Jan_Mayen
Australia/ACT Australia/Canberra Australia/Currie Australia/LHI Australia/NSW Australia/North
Australia/Queensland Australia/South Australia/Tasmania Australia/Victoria Australia/West
Australia/Yancowinna Brazil/Acre Brazil/DeNoronha Brazil/East Brazil/West CET CST6CDT Canada/Atlantic
Canada/Central Canada/Eastern Canada/Mountain Canada/Newfoundland Canada/Pacific Canada/Saskatchewan
Canada/Yukon Chile/Continental Chile/EasterIsland Cuba EET EST EST5EDT Egypt Eire Etc/GMT Etc/GMT+0
Etc/GMT+1 Etc/GMT+10 Etc/GMT+11 Etc/GMT+12 Etc/GMT+2 Etc/GMT+3 Etc/GMT+4 Etc/GMT+5 Etc/GMT+6 Etc/GMT+7
Etc/GMT+8 Etc/GMT+9 Etc/GMT-0 Etc/GMT-1 Etc/GMT-10 Etc/GMT-11 Etc/GMT-12 Etc/GMT-13 Etc/GMT-14 Etc/GMT-2
Etc/GMT-3 Etc/GMT-4 Etc/GMT-5 Etc/GMT-6 Etc/GMT-7 Etc/GMT-8 Etc/GMT-9 Etc/GMT0 Etc/Greenwich Etc/UCT
Etc/UTC Etc/Universal Etc/Zulu Europe/Belfast Europe/Kyiv Europe/Nicosia Europe/Tiraspol Europe/Uzhgorod
Europe/Zaporozhye GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan
Kwajalein Libya MET MST MST7MDT Mexico/BajaNorte Mexico/BajaSur Mexico/General NZ NZ-CHAT Navajo PRC
PST8PDT Pacific/Chuuk Pacific/Johnston Pacific/Kanton Pacific/Pohnpei Pacific/Samoa Pacific/Yap Poland
Portugal ROC ROK Singapore Turkey UCT US/Alaska US/Aleutian US/Arizona US/Central US/East-Indiana
US/Eastern US/Hawaii US/Indiana-Starke US/Michigan US/Mountain US/Pacific US/Samoa UTC Universal W-SU WET
Zulu`;

/** The zone is that of the container, which runs in UTC; so are the empty name and `UTC` itself. */
const UTC_NAMES: ReadonlySet<string> = new Set(["", "UTC", "Local"]);

/** Names as the database writes them, by their lower-case form; built on first use (a few hundred names). */
let namesByLowerCase: Map<string, string> | undefined;

function knownNames(): Map<string, string> {
  if (namesByLowerCase === undefined) {
    namesByLowerCase = new Map();
    for (const name of [...Intl.supportedValuesOf("timeZone"), ...ALIASES.trim().split(/\s+/)]) {
      namesByLowerCase.set(name.toLowerCase(), name);
    }
  }
  return namesByLowerCase;
}

/** Answers by name, because asking `Intl` takes far longer than reading a cron. Emptied when half-typed names pile up. */
const answers = new Map<string, boolean>();
const MOST_ANSWERS = 500;

/** Does the controller find a zone of exactly this name? */
export function isTimeZone(name: string): boolean {
  if (UTC_NAMES.has(name)) return true;
  let answer = answers.get(name);
  if (answer === undefined) {
    answer = findsZone(name);
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(name, answer);
  }
  return answer;
}

/** The zone's name, or undefined if it is UTC under one of the names that mean "no zone". */
export function zoneOrUtc(name: string): string | undefined {
  return UTC_NAMES.has(name) ? undefined : name;
}

/** A zone of the same name in another case, or with this city: `europe/berlin` and `Berlin` give `Europe/Berlin`. */
export function similarTimeZone(name: string): string | undefined {
  const wanted = name.toLowerCase();
  if (wanted === "utc") return "UTC";
  const same = knownNames().get(wanted);
  if (same !== undefined || wanted === "") return same;
  const city = wanted.slice(wanted.lastIndexOf("/") + 1);
  for (const [lower, known] of knownNames()) {
    if (city !== "" && lower.endsWith(`/${city}`)) return known;
  }
  return undefined;
}

function findsZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
  } catch {
    return false; // Intl throws a RangeError for a name it does not know.
  }
  const known = knownNames().get(name.toLowerCase());
  // A name with a region that is newer than our list is believed; `PST` or `+02:00` is not.
  return known === undefined
    ? /^[A-Z][A-Za-z]+\//.test(name) && !name.startsWith("SystemV/")
    : known === name;
}
