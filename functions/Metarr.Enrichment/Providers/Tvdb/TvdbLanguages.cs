using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>TheTVDB's languages, three letters each (ISO 639-2) with a few of its own, and ours.</summary>
internal static class TvdbLanguages
{
    // pt is Brazil's. por was there long before and holds what both countries entered, hence no region.
    private static readonly Dictionary<string, LanguageTag> Own = new()
    {
        ["pt"] = new("pt", "BR"), ["zhtw"] = new("zh", "TW"), ["yue"] = new("zh", "HK"),
    };

    private static readonly Dictionary<string, LanguageTag> Tags = Iso(
        """
        aar aa abk ab ave ae afr af aka ak amh am arg an ara ar asm as ava av aym ay aze az bak ba bel be bul bg bis bi bam bm
        ben bn bod bo bre br bos bs cat ca che ce cha ch cos co cre cr ces cs chu cu chv cv cym cy dan da deu de div dv dzo dz
        ewe ee ell el eng en epo eo spa es est et eus eu fas fa ful ff fin fi fij fj fao fo fra fr fry fy gle ga gla gd glg gl
        grn gn guj gu glv gv hau ha heb he hin hi hmo ho hrv hr hat ht hun hu hye hy her hz ina ia ind id ile ie ibo ig iii ii
        ipk ik ido io isl is ita it iku iu jpn ja jav jv kat ka kon kg kik ki kua kj kaz kk kal kl khm km kan kn kor ko kau kr
        kas ks kur ku kom kv cor kw kir ky lat la ltz lb lug lg lim li lin ln lao lo lit lt lub lu lav lv mlg mg mah mh mri mi
        mkd mk mal ml mon mn mar mr msa ms mlt mt mya my nau na nob nb nde nd nep ne ndo ng nld nl nno nn nor no nbl nr nav nv
        nya ny oci oc oji oj orm om ori or oss os pan pa pli pi pol pl pus ps por pt que qu roh rm run rn ron ro rus ru kin rw
        san sa srd sc snd sd sme se sag sg sin si slk sk slv sl smo sm sna sn som so sqi sq srp sr ssw ss sot st sun su swe sv
        swa sw tam ta tel te tgk tg tha th tir ti tuk tk tgl tl tsn tn ton to tur tr tso ts tat tt twi tw tah ty uig ug ukr uk
        urd ur uzb uz ven ve vie vi vol vo wln wa wol wo xho xh yid yi yor yo zha za zho zh zul zu
        """);

    /// <summary>Our tag for a language of TheTVDB; one that has no two letters keeps its own.</summary>
    /// <param name="code">TheTVDB's code; null for none.</param>
    /// <returns>The tag; null when no language is stated.</returns>
    public static LanguageTag? Tag(string? code)
    {
        if (code is null) return null;
        var known = code.ToLowerInvariant();
        return Tags.TryGetValue(known, out var tag) ? tag : LanguageTag.Parse(known);
    }

    /// <summary>TheTVDB's codes for a language of ours, the closest region first.</summary>
    /// <param name="language">The language, with a region when one is preferred.</param>
    public static IReadOnlyList<string> Codes(LanguageTag language) =>
    [
        .. Tags.Where(pair => pair.Value.Language == language.Language)
            .OrderByDescending(pair => pair.Value.Region == language.Region)
            .ThenBy(pair => pair.Value.Region is not null)
            .Select(pair => pair.Key),
    ];

    private static Dictionary<string, LanguageTag> Iso(string pairs) =>
        pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Chunk(2)
            .Select(pair => KeyValuePair.Create(pair[0], new LanguageTag(pair[1], null)))
            .Concat(Own)
            .ToDictionary();
}
