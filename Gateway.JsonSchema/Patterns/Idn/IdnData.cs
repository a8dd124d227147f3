namespace Gateway.JsonSchema.Patterns.Idn;

/// <summary>
/// Properties of characters that .NET does not tell, from the Unicode Character Database. Only what may stand in a
/// label counts: ranges run on over characters that may not.
/// </summary>
internal static class IdnData
{
    /// <summary>Disallowed although the category is admitted: mostly what RFC 5892 calls unstable.</summary>
    public const string Disallowed = """
        AA-BA 133 140 149 17F 1C6-1CC 1F3 2B0-2B8 2E0-2E4 340-341 343-345 34F 374 37A 3D0-3D6 3F0-3F2 3F5 587 640
        675-678 7FA 958-95F 9DC-9DF A33 A36 A59-A5B A5E B5C-B5D E33 EB3 EDC-EDD F43 F4D F52 F57 F5C F69 F73 F75-F79
        F81 F93 F9D FA2 FA7 FAC FB9 10FC 1100-11FF 13F8-13FD 17B4-17B5 180B-180F 1C80-1C88 1D2C-1D2E 1D30-1D3A
        1D3C-1D4D 1D4F-1D6A 1D78 1D9B-1DBF 1E9A-1E9B 1F71 1F73 1F75 1F77 1F79 1F7B 1F7D-1FA7 1FB2-1FB4 1FB7-1FC4
        1FC7 1FD3 1FE3 1FF2-1FF4 1FF7-2149 2C7C-2C7D 2D6F 302E-303B 309F 30FF 3131-318E A69C-A69D A770 A7F2-A7F4
        A7F8-A7F9 A960-A97C AB5C-AB5F AB69-ABBF D7B0-FA0D FA10 FA12 FA15-FA1E FA20 FA22 FA25-FA26 FA2A-FB1D
        FB1F-FE0F FE70-FE72 FE74-FFDC 10781-107BA 1CCF0-1CCF9 1D165-1D7FF 1E030-1E06D 1EE00-1FBF9 2F800-2FA1D
        E0100-E01EF
        """;

    /// <summary>Admitted although the category is not: RFC 5892 section 2.6, the hyphen, and Cherokee.</summary>
    public const string Admitted = """
        2D 6FD-6FE F0B 13A0-13F5 3007
        """;

    /// <summary>The script of Greek.</summary>
    public const string Greek = """
        371-3E1 3F3-3FC 1D26-1D2A 1F00-1FF6 AB65
        """;

    /// <summary>The script of Hebrew.</summary>
    public const string Hebrew = """
        591-5F4 FB1E
        """;

    /// <summary>The scripts Hiragana, Katakana and Han.</summary>
    public const string Japanese = """
        3005 3007 3041-3096 309D-30FA 30FD-30FE 31F0-9FFF FA0E-FA29 16FE3 16FF0-16FF1 1AFF0-1B167 20000-323AF
        """;

    /// <summary>Joining_Type D.</summary>
    public const string JoinsBoth = """
        620 626 628 62A-62E 633-647 649-64A 66E-66F 679-687 69A-6BF 6C1-6C2 6CC 6CE 6D0-6D1 6FA-6FC 6FF 712-714
        71A-71D 71F-727 729 72B 72D-72E 74E-758 75C-76A 76D-770 772 775-777 77A-77F 7CA-7EA 841-845 848 84A-853 855
        860 862-865 868 886 889-88D 8A0-8A9 8AF-8B0 8B3-8B8 8BA-8C8 1820-1878 1887-18A8 18AA A840-A871 10AC0-10AC4
        10AD3-10AD6 10AD8-10ADC 10ADE-10AE0 10B80 10B82 10B86-10B88 10B8A-10B8B 10B8D 10B90 10D01-10D21 10D23
        10EC3-10EC4 10F30-10F32 10F34-10F44 10F70-10F73 10F76-10F81 10FB0 10FB2-10FB3 10FB8 10FBB-10FBC 10FBE-10FBF
        10FC1 10FC4 1E922-1E943
        """;

    /// <summary>Joining_Type L.</summary>
    public const string JoinsLeft = """
        A872 10ACD 10AD7 10D00
        """;

    /// <summary>Joining_Type R.</summary>
    public const string JoinsRight = """
        622-625 627 629 62F-632 648 671-673 688-699 6C0 6C3-6CB 6CD 6CF 6D2-6D5 6EE-6EF 710 715-719 71E 728 72A 72C
        72F 74D 759-75B 76B-76C 771 773-774 778-779 840 846-847 849 854 856-858 867 869-882 88E 8AA-8AC 8AE 8B1-8B2
        8B9 10AC5 10AC7-10ACA 10ACE-10AD2 10ADD 10AE1 10AE4 10B81 10B83-10B85 10B89 10B8C 10B8E-10B8F 10B91 10D22
        10EC2 10F33 10F74-10F75 10FB4-10FB6 10FB9-10FBA 10FBD 10FC2-10FC3
        """;
}
