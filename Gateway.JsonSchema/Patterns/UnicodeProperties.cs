using System.Collections.Frozen;

namespace Gateway.JsonSchema.Patterns;

/// <summary>The properties that <c>\p{...}</c> may name (ECMA-262, tables 67 to 69).</summary>
internal static class UnicodeProperties
{
    private const string Binary = """
        ASCII_Hex_Digit AHex Alphabetic Alpha Bidi_Control Bidi_C Bidi_Mirrored Bidi_M Case_Ignorable CI Cased
        Changes_When_Casefolded CWCF Changes_When_Casemapped CWCM Changes_When_Lowercased CWL
        Changes_When_NFKC_Casefolded CWKCF Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash
        Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component EComp Emoji_Modifier EMod
        Emoji_Modifier_Base EBase Emoji_Presentation EPres Extended_Pictographic ExtPict Extender Ext Grapheme_Base
        Gr_Base Grapheme_Extend Gr_Ext Hex_Digit Hex IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue
        IDC ID_Start IDS Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase Lower Math
        Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn Pattern_White_Space Pat_WS Quotation_Mark QMark Radical
        Regional_Indicator RI Sentence_Terminal STerm Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo
        Uppercase Upper Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS
        """;

    private const string Scripts = """
        Adlam Adlm Aghb Ahom Anatolian_Hieroglyphs Arab Arabic Armenian Armi Armn Avestan Avst Bali Balinese Bamu
        Bamum Bass Bassa_Vah Batak Batk Beng Bengali Bhaiksuki Bhks Bopo Bopomofo Brah Brahmi Brai Braille Bugi
        Buginese Buhd Buhid Cakm Canadian_Aboriginal Cans Cari Carian Caucasian_Albanian Chakma Cham Cher Cherokee
        Chorasmian Chrs Common Copt Coptic Cpmn Cprt Cuneiform Cypriot Cypro_Minoan Cyrillic Cyrl Deseret Deva
        Devanagari Diak Dives_Akuru Dogr Dogra Dsrt Dupl Duployan Egyp Egyptian_Hieroglyphs Elba Elbasan Elym Elymaic
        Ethi Ethiopic Gara Garay Geor Georgian Glag Glagolitic Gong Gonm Goth Gothic Gran Grantha Greek Grek Gujarati
        Gujr Gukh Gunjala_Gondi Gurmukhi Guru Gurung_Khema Han Hang Hangul Hani Hanifi_Rohingya Hano Hanunoo Hatr
        Hatran Hebr Hebrew Hira Hiragana Hluw Hmng Hmnp Hung Imperial_Aramaic Inherited Inscriptional_Pahlavi
        Inscriptional_Parthian Ital Java Javanese Kaithi Kali Kana Kannada Katakana Kawi Kayah_Li Khar Kharoshthi
        Khitan_Small_Script Khmer Khmr Khoj Khojki Khudawadi Kirat_Rai Kits Knda Krai Kthi Lana Lao Laoo Latin Latn
        Lepc Lepcha Limb Limbu Lina Linb Linear_A Linear_B Lisu Lyci Lycian Lydi Lydian Mahajani Mahj Maka Makasar
        Malayalam Mand Mandaic Mani Manichaean Marc Marchen Masaram_Gondi Medefaidrin Medf Meetei_Mayek Mend
        Mende_Kikakui Merc Mero Meroitic_Cursive Meroitic_Hieroglyphs Miao Mlym Modi Mong Mongolian Mro Mroo Mtei Mult
        Multani Myanmar Mymr Nabataean Nag_Mundari Nagm Nand Nandinagari Narb Nbat New_Tai_Lue Newa Nko Nkoo Nshu
        Nushu Nyiakeng_Puachue_Hmong Ogam Ogham Ol_Chiki Ol_Onal Olck Old_Hungarian Old_Italic Old_North_Arabian
        Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Onao Oriya Orkh Orya Osage Osge
        Osma Osmanya Ougr Pahawh_Hmong Palm Palmyrene Pau_Cin_Hau Pauc Perm Phag Phags_Pa Phli Phlp Phnx Phoenician
        Plrd Prti Psalter_Pahlavi Qaac Qaai Rejang Rjng Rohg Runic Runr Samaritan Samr Sarb Saur Saurashtra Sgnw
        Sharada Shavian Shaw Shrd Sidd Siddham SignWriting Sind Sinh Sinhala Sogd Sogdian Sogo Sora Sora_Sompeng Soyo
        Soyombo Sund Sundanese Sunu Sunuwar Sylo Syloti_Nagri Syrc Syriac Tagalog Tagb Tagbanwa Tai_Le Tai_Tham
        Tai_Viet Takr Takri Tale Talu Tamil Taml Tang Tangsa Tangut Tavt Telu Telugu Tfng Tglg Thaa Thaana Thai
        Tibetan Tibt Tifinagh Tirh Tirhuta Tnsa Todhri Todr Toto Tulu_Tigalari Tutg Ugar Ugaritic Vai Vaii Vith
        Vithkuqi Wancho Wara Warang_Citi Wcho Xpeo Xsux Yezi Yezidi Yi Yiii Zanabazar_Square Zanb Zinh Zyyy
        """;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BinaryNames = Names(Binary);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ScriptNames = Names(Scripts);

    /// <summary>Characters that belong to no version in particular: these properties are fixed for good.</summary>
    private static readonly Dictionary<string, CodePointSet> Fixed = new(StringComparer.Ordinal)
    {
        ["Any"] = new CodePointSet().Add(0, 0x10FFFF),
        ["ASCII"] = new CodePointSet().Add(0, 0x7F),
        ["ASCII_Hex_Digit"] = HexDigits(),
        ["AHex"] = HexDigits(),
        ["White_Space"] = WhiteSpace(),
        ["space"] = WhiteSpace(),
    };

    /// <summary>Whether ECMA-262 knows the property, even if it cannot be matched here.</summary>
    public static bool IsKnown(ReadOnlySpan<char> property)
    {
        var equals = property.IndexOf('=');
        if (equals < 0)
        {
            return property is "Any" or "ASCII" or "Assigned"
                || BinaryNames.Contains(property) || UnicodeCategories.IsKnown(property);
        }

        var value = property[(equals + 1)..];
        return property[..equals] switch
        {
            "General_Category" or "gc" => UnicodeCategories.IsKnown(value),
            "Script" or "sc" or "Script_Extensions" or "scx" => ScriptNames.Contains(value),
            _ => false,
        };
    }

    /// <summary>The characters of a property, or null when .NET has no data for it.</summary>
    public static CodePointSet? Find(string property)
    {
        if (property == "Assigned")
        {
            return UnicodeCategories.Find("Cn")?.Complement();
        }

        foreach (var prefix in (string[])["General_Category=", "gc="])
        {
            if (property.StartsWith(prefix, StringComparison.Ordinal))
            {
                return UnicodeCategories.Find(property[prefix.Length..]);
            }
        }

        return Fixed.GetValueOrDefault(property) ?? UnicodeCategories.Find(property);
    }

    private static CodePointSet HexDigits() => new CodePointSet().Add('0', '9').Add('A', 'F').Add('a', 'f');

    private static CodePointSet WhiteSpace() =>
        new CodePointSet().Add(9, 13).Add(' ', ' ').Add(0x85, 0x85).Add(0xA0, 0xA0).Add(0x1680, 0x1680)
            .Add(0x2000, 0x200A).Add(0x2028, 0x2029).Add(0x202F, 0x202F).Add(0x205F, 0x205F).Add(0x3000, 0x3000);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
