using System.Globalization;
using System.Text;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Places;

/// <summary>Pure: states, provinces and territories by code, name and the spellings that shops store, for countries whose carriers ask for the code.</summary>
internal static class Subdivisions
{
    /// <summary>One row each: the code that is sent, then names and other spellings. Case, accents, dots and blanks do not matter.</summary>
    private const string UnitedStates =
        "AL,Alabama,Ala|AK,Alaska|AZ,Arizona,Ariz|AR,Arkansas,Ark|CA,California,Calif,Cal|CO,Colorado,Colo|CT,Connecticut,Conn|DE,Delaware,Del|"
        + "DC,District of Columbia,Washington DC|FL,Florida,Fla|GA,Georgia|HI,Hawaii,Hawai'i|ID,Idaho|IL,Illinois,Ill|IN,Indiana,Ind|IA,Iowa|KS,Kansas,Kan,Kans|"
        + "KY,Kentucky|LA,Louisiana|ME,Maine|MD,Maryland|MA,Massachusetts,Mass|MI,Michigan,Mich|MN,Minnesota,Minn|MS,Mississippi,Miss|MO,Missouri|MT,Montana,Mont|"
        + "NE,Nebraska,Neb,Nebr,NB|NV,Nevada,Nev|NH,New Hampshire|NJ,New Jersey|NM,New Mexico,N Mex|NY,New York|NC,North Carolina,N Car|ND,North Dakota,N Dak|OH,Ohio|"
        + "OK,Oklahoma,Okla|OR,Oregon,Ore|PA,Pennsylvania,Penn,Penna|RI,Rhode Island|SC,South Carolina,S Car|SD,South Dakota,S Dak|TN,Tennessee,Tenn|TX,Texas,Tex|UT,Utah|"
        + "VT,Vermont|VA,Virginia|WA,Washington,Wash|WV,West Virginia,W Va|WI,Wisconsin,Wis,Wisc|WY,Wyoming,Wyo|AA,Armed Forces Americas,Armed Forces the Americas|"
        + "AE,Armed Forces Europe,Armed Forces Africa,Armed Forces Canada,Armed Forces Middle East|AP,Armed Forces Pacific|AS,American Samoa|GU,Guam|"
        + "MP,Northern Mariana Islands,Commonwealth of the Northern Mariana Islands,Northern Marianas,CNMI,Saipan,Tinian,Rota|PR,Puerto Rico|"
        + "VI,Virgin Islands,US Virgin Islands,United States Virgin Islands,Virgin Islands US,USVI,St Thomas,Saint Thomas,St Croix,Saint Croix,St John,Saint John|"
        + "FM,Micronesia,Federated States of Micronesia|MH,Marshall Islands,Republic of the Marshall Islands|PW,Palau,Republic of Palau|"
        + "UM,United States Minor Outlying Islands,US Minor Outlying Islands";

    private const string Canada =
        "AB,Alberta,Alta|BC,British Columbia,Colombie-Britannique|MB,Manitoba,Man|NB,New Brunswick,Nouveau-Brunswick|"
        + "NL,Newfoundland and Labrador,Newfoundland & Labrador,Newfoundland,Labrador,NF,Nfld,LB,Terre-Neuve-et-Labrador|NS,Nova Scotia,Nouvelle-Écosse|"
        + "NT,Northwest Territories,NWT,Territoires du Nord-Ouest|NU,Nunavut|ON,Ontario,Ont|PE,Prince Edward Island,PEI,Île-du-Prince-Édouard|QC,Quebec,PQ,Que|"
        + "SK,Saskatchewan,Sask|YT,Yukon,YK,Yukon Territory,Territoire du Yukon";

    private const string Australia =
        "ACT,Australian Capital Territory|NSW,New South Wales,New S Wales|NT,Northern Territory|QLD,Queensland|SA,South Australia,S Australia|TAS,Tasmania|"
        + "VIC,Victoria|WA,Western Australia,W Australia";

    private const string Mexico =
        "AGU,AG,Ags,Aguascalientes|BCN,BC,Baja California,Baja California Norte|BCS,BS,Baja California Sur|CAM,CM,Camp,Campeche|CHP,CS,Chis,Chiapas|CHH,CH,Chih,Chihuahua|"
        + "CMX,DF,CDMX,DIF,Ciudad de México,Distrito Federal,Mexico City|COA,CO,Coah,Coahuila,Coahuila de Zaragoza|COL,CL,Colima|DUR,DG,Dgo,Durango|"
        + "MEX,EM,Méx,México,Edo Mex,Edomex|GUA,GT,Gto,Guanajuato|GRO,GR,Guerrero|HID,HG,Hgo,Hidalgo|JAL,JA,Jalisco|MIC,MI,Mich,Michoacán,Michoacán de Ocampo|MOR,MO,Morelos|"
        + "NAY,NA,Nayarit|NLE,NL,Nuevo León|OAX,OA,Oaxaca|PUE,PU,Puebla|QUE,QE,Qro,Querétaro,Querétaro de Arteaga|ROO,QR,QRoo,Quintana Roo|SLP,SL,San Luis Potosí|"
        + "SIN,SI,Sinaloa|SON,SO,Sonora|TAB,TB,Tabasco|TAM,TM,Tamps,Tamaulipas|TLA,TL,Tlax,Tlaxcala|VER,VE,Veracruz,Veracruz de Ignacio de la Llave|YUC,YU,Yucatán|"
        + "ZAC,ZA,Zacatecas";

    private const string Brazil =
        "AC,Acre|AL,Alagoas|AP,Amapá|AM,Amazonas|BA,Bahia|CE,Ceará|DF,Distrito Federal,Brasília|ES,Espírito Santo|GO,Goiás|MA,Maranhão|MT,Mato Grosso|"
        + "MS,Mato Grosso do Sul|MG,Minas Gerais|PA,Pará|PB,Paraíba|PR,Paraná|PE,Pernambuco|PI,Piauí|RJ,Rio de Janeiro|RN,Rio Grande do Norte|RS,Rio Grande do Sul|"
        + "RO,Rondônia|RR,Roraima|SC,Santa Catarina|SP,São Paulo|SE,Sergipe|TO,Tocantins";

    private const string Malaysia =
        "JHR,01,Johor,Johore|KDH,02,Kedah|KTN,03,Kelantan|MLK,04,Melaka,Malacca|NSN,05,Negeri Sembilan|PHG,06,Pahang|PNG,07,Pulau Pinang,Penang|PRK,08,Perak|PLS,09,Perlis|"
        + "SGR,10,Selangor|TRG,11,Terengganu|SBH,12,Sabah|SWK,13,Sarawak|KUL,14,Kuala Lumpur,WP Kuala Lumpur|LBN,15,Labuan,WP Labuan|PJY,16,Putrajaya,WP Putrajaya";

    private const string Ireland =
        "Carlow|Cavan|Clare|Cork|Donegal|Dublin|Galway|Kerry|Kildare|Kilkenny|Laois|Leitrim|Limerick|Longford|Louth|Mayo|Meath|Monaghan|Offaly|Roscommon|Sligo|"
        + "Tipperary|Waterford|Westmeath|Wexford|Wicklow";

    /// <summary>What stands before a name and says nothing.</summary>
    private static readonly string[] s_prefixes =
    [
        "STATEOF", "ESTADODE", "ESTADODO", "ESTADODA", "PROVINCEOF", "PROVINCEDE", "PROVINCIADE", "TERRITORYOF", "COMMONWEALTHOF", "COUNTY", "CO", "WILAYAHPERSEKUTUAN",
        "FEDERALTERRITORYOF", "NEGERI"
    ];

    private static readonly Dictionary<string, Dictionary<string, string>> s_byCountry = new(StringComparer.Ordinal)
    {
        ["US"] = Parse(UnitedStates), ["CA"] = Parse(Canada), ["AU"] = Parse(Australia), ["MX"] = Parse(Mexico), ["BR"] = Parse(Brazil), ["MY"] = Parse(Malaysia),
        ["IE"] = Parse(Ireland)
    };

    /// <summary>Territories of the United States that shops send as countries too; the code of both is the same.</summary>
    public static readonly HashSet<string> UnitedStatesTerritories = new(StringComparer.Ordinal) { "PR", "GU", "VI", "AS", "MP", "UM", "FM", "MH", "PW" };

    public static IEnumerable<string> Countries => s_byCountry.Keys;

    public static bool Knows(string? country) => country is not null && (s_byCountry.ContainsKey(country) || UnitedStatesTerritories.Contains(country));

    /// <summary>The code to send; null for a text that is none of the country's.</summary>
    public static string? Code(string country, string? text)
    {
        if (text is null || !s_byCountry.TryGetValue(UnitedStatesTerritories.Contains(country) ? "US" : country, out var codes)) return null;
        if (text.Length > 3 && text[2] is '-' && text.StartsWith(country, StringComparison.OrdinalIgnoreCase)) text = text[3..];
        var key = Key(text);
        if (codes.TryGetValue(key, out var code)) return code;
        foreach (var prefix in s_prefixes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal) && codes.TryGetValue(key[prefix.Length..], out code)) return code;
        }
        return null;
    }

    /// <summary>Two texts that mean the same place: letters and digits alone, without accents.</summary>
    public static bool Same(string one, string other) => Key(one) == Key(other);

    internal static IEnumerable<string> Spellings(string country) => s_byCountry[country].Keys;

    private static Dictionary<string, string> Parse(string table)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in table.Split('|'))
        {
            var spellings = row.Split(',');
            // A spelling of two places would throw here.
            foreach (var key in spellings.Select(Key).Distinct()) codes.Add(key, spellings[0]);
        }
        return codes;
    }

    private static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var bare = NormalForm.Bare(letter);
            if (char.IsLetterOrDigit(bare) && char.GetUnicodeCategory(bare) != UnicodeCategory.ModifierLetter) key.Append(char.ToUpperInvariant(bare));
        }
        return key.ToString();
    }
}
