namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>TheTVDB's countries, three letters each (ISO 3166-1), by our two.</summary>
internal static class TvdbCountries
{
    private static readonly Dictionary<string, string> ThreeLetters =
        """
        AE are AR arg AT aut AU aus BE bel BG bgr BR bra CA can CH che CL chl CN chn CO col CY cyp CZ cze DE deu DK dnk EE est
        EG egy ES esp FI fin FR fra GB gbr GR grc HK hkg HR hrv HU hun ID idn IE irl IL isr IN ind IR irn IS isl IT ita JP jpn
        KR kor KW kwt KZ kaz LB lbn LT ltu LU lux LV lva MT mlt MX mex MY mys NG nga NL nld NO nor NZ nzl PE per PH phl PK pak
        PL pol PR pri PT prt RO rou RS srb RU rus SA sau SE swe SG sgp SI svn SK svk TH tha TR tur TW twn UA ukr US usa VE ven
        VN vnm ZA zaf
        """
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether TheTVDB means a country of ours.</summary>
    /// <param name="stated">What TheTVDB stated: three letters, or <c>global</c>.</param>
    /// <param name="country">Our country (ISO 3166-1, two letters).</param>
    public static bool IsSame(string? stated, string country) =>
        ThreeLetters.TryGetValue(country, out var code) && code.Equals(stated, StringComparison.OrdinalIgnoreCase);
}
