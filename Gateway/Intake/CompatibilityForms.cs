using System.Collections.Frozen;
using System.Text;

namespace Gateway.Intake;

/// <summary>
/// What single characters are in Unicode's compatibility form (NFKC, UAX 15) where that is ASCII alone. <c>string.Normalize</c> does
/// nothing here, since the gateway runs without ICU.
/// </summary>
internal static class CompatibilityForms
{
    /// <summary>
    /// A character and what it is made, each, but for the ranges of <see cref="Find"/> and for blanks: Unicode 14, and the outlined letters
    /// of Unicode 16.
    /// </summary>
    private const string Table =
        "\u00aaa \u00b22 \u00b33 \u00b91 \u00bao \u0132IJ \u0133ij \u01c7LJ \u01c8Lj \u01c9lj \u01caNJ \u01cbNj \u01ccnj \u01f1DZ \u01f2Dz \u01f3dz " +
        "\u02b0h \u02b2j \u02b3r \u02b7w \u02b8y \u02e1l \u02e2s \u02e3x \u037e; \u1d2cA \u1d2eB \u1d30D \u1d31E \u1d33G \u1d34H \u1d35I \u1d36J " +
        "\u1d37K \u1d38L \u1d39M \u1d3aN \u1d3cO \u1d3eP \u1d3fR \u1d40T \u1d41U \u1d42W \u1d43a \u1d47b \u1d48d \u1d49e \u1d4dg \u1d4fk \u1d50m " +
        "\u1d52o \u1d56p \u1d57t \u1d58u \u1d5bv \u1d62i \u1d63r \u1d64u \u1d65v \u1d9cc \u1da0f \u1dbbz \u1fef` \u2024. \u2025.. \u2026... \u203c!! " +
        "\u2047?? \u2048?! \u2049!? \u20700 \u2071i \u20744 \u20755 \u20766 \u20777 \u20788 \u20799 \u207a+ \u207c= \u207d( \u207e) \u207fn \u20800 " +
        "\u20811 \u20822 \u20833 \u20844 \u20855 \u20866 \u20877 \u20888 \u20899 \u208a+ \u208c= \u208d( \u208e) \u2090a \u2091e \u2092o \u2093x " +
        "\u2095h \u2096k \u2097l \u2098m \u2099n \u209ap \u209bs \u209ct \u20a8Rs \u2100a/c \u2101a/s \u2102C \u2105c/o \u2106c/u \u210ag \u210bH " +
        "\u210cH \u210dH \u210eh \u2110I \u2111I \u2112L \u2113l \u2115N \u2116No \u2119P \u211aQ \u211bR \u211cR \u211dR \u2120SM \u2121TEL " +
        "\u2122TM \u2124Z \u2128Z \u212cB \u212dC \u212fe \u2130E \u2131F \u2133M \u2134o \u2139i \u213bFAX \u2145D \u2146d \u2147e \u2148i \u2149j " +
        "\u2160I \u2161II \u2162III \u2163IV \u2164V \u2165VI \u2166VII \u2167VIII \u2168IX \u2169X \u216aXI \u216bXII \u216cL \u216dC \u216eD " +
        "\u216fM \u2170i \u2171ii \u2172iii \u2173iv \u2174v \u2175vi \u2176vii \u2177viii \u2178ix \u2179x \u217axi \u217bxii \u217cl \u217dc " +
        "\u217ed \u217fm \u24601 \u24612 \u24623 \u24634 \u24645 \u24656 \u24667 \u24678 \u24689 \u246910 \u246a11 \u246b12 \u246c13 \u246d14 " +
        "\u246e15 \u246f16 \u247017 \u247118 \u247219 \u247320 \u2474(1) \u2475(2) \u2476(3) \u2477(4) \u2478(5) \u2479(6) \u247a(7) \u247b(8) " +
        "\u247c(9) \u247d(10) \u247e(11) \u247f(12) \u2480(13) \u2481(14) \u2482(15) \u2483(16) \u2484(17) \u2485(18) \u2486(19) \u2487(20) \u24881. " +
        "\u24892. \u248a3. \u248b4. \u248c5. \u248d6. \u248e7. \u248f8. \u24909. \u249110. \u249211. \u249312. \u249413. \u249514. \u249615. " +
        "\u249716. \u249817. \u249918. \u249a19. \u249b20. \u249c(a) \u249d(b) \u249e(c) \u249f(d) \u24a0(e) \u24a1(f) \u24a2(g) \u24a3(h) \u24a4(i) " +
        "\u24a5(j) \u24a6(k) \u24a7(l) \u24a8(m) \u24a9(n) \u24aa(o) \u24ab(p) \u24ac(q) \u24ad(r) \u24ae(s) \u24af(t) \u24b0(u) \u24b1(v) \u24b2(w) " +
        "\u24b3(x) \u24b4(y) \u24b5(z) \u24ea0 \u2a74::= \u2a75== \u2a76=== \u2c7cj \u2c7dV \u3250PTE \u325121 \u325222 \u325323 \u325424 \u325525 " +
        "\u325626 \u325727 \u325828 \u325929 \u325a30 \u325b31 \u325c32 \u325d33 \u325e34 \u325f35 \u32b136 \u32b237 \u32b338 \u32b439 \u32b540 " +
        "\u32b641 \u32b742 \u32b843 \u32b944 \u32ba45 \u32bb46 \u32bc47 \u32bd48 \u32be49 \u32bf50 \u32ccHg \u32cderg \u32ceeV \u32cfLTD \u3371hPa " +
        "\u3372da \u3373AU \u3374bar \u3375oV \u3376pc \u3377dm \u3378dm2 \u3379dm3 \u337aIU \u3380pA \u3381nA \u3383mA \u3384kA \u3385KB \u3386MB " +
        "\u3387GB \u3388cal \u3389kcal \u338apF \u338bnF \u338emg \u338fkg \u3390Hz \u3391kHz \u3392MHz \u3393GHz \u3394THz \u3396ml \u3397dl " +
        "\u3398kl \u3399fm \u339anm \u339cmm \u339dcm \u339ekm \u339fmm2 \u33a0cm2 \u33a1m2 \u33a2km2 \u33a3mm3 \u33a4cm3 \u33a5m3 \u33a6km3 " +
        "\u33a9Pa \u33aakPa \u33abMPa \u33acGPa \u33adrad \u33b0ps \u33b1ns \u33b3ms \u33b4pV \u33b5nV \u33b7mV \u33b8kV \u33b9MV \u33bapW \u33bbnW " +
        "\u33bdmW \u33bekW \u33bfMW \u33c2a.m. \u33c3Bq \u33c4cc \u33c5cd \u33c7Co. \u33c8dB \u33c9Gy \u33caha \u33cbHP \u33ccin \u33cdKK \u33ceKM " +
        "\u33cfkt \u33d0lm \u33d1ln \u33d2log \u33d3lx \u33d4mb \u33d5mil \u33d6mol \u33d7PH \u33d8p.m. \u33d9PPM \u33daPR \u33dbsr \u33dcSv " +
        "\u33ddWb \u33ffgal \ua7f2C \ua7f3F \ua7f4Q \ufb00ff \ufb01fi \ufb02fl \ufb03ffi \ufb04ffl \ufb05st \ufb06st \ufb29+ \ufe10, \ufe13: \ufe14; " +
        "\ufe15! \ufe16? \ufe19... \ufe30.. \ufe33_ \ufe34_ \ufe35( \ufe36) \ufe37{ \ufe38} \ufe47[ \ufe48] \ufe4d_ \ufe4e_ \ufe4f_ \ufe50, \ufe52. " +
        "\ufe54; \ufe55: \ufe56? \ufe57! \ufe59( \ufe5a) \ufe5b{ \ufe5c} \ufe5f# \ufe60& \ufe61* \ufe62+ \ufe63- \ufe64< \ufe65> \ufe66= \ufe68\\ " +
        "\ufe69$ \ufe6a% \ufe6b@ \U000107a5q \U0001f1000. \U0001f1010, \U0001f1021, \U0001f1032, \U0001f1043, \U0001f1054, \U0001f1065, \U0001f1076, " +
        "\U0001f1087, \U0001f1098, \U0001f10a9, \U0001f110(A) \U0001f111(B) \U0001f112(C) \U0001f113(D) \U0001f114(E) \U0001f115(F) \U0001f116(G) " +
        "\U0001f117(H) \U0001f118(I) \U0001f119(J) \U0001f11a(K) \U0001f11b(L) \U0001f11c(M) \U0001f11d(N) \U0001f11e(O) \U0001f11f(P) \U0001f120(Q) " +
        "\U0001f121(R) \U0001f122(S) \U0001f123(T) \U0001f124(U) \U0001f125(V) \U0001f126(W) \U0001f127(X) \U0001f128(Y) \U0001f129(Z) \U0001f12bC " +
        "\U0001f12cR \U0001f12dCD \U0001f12eWZ \U0001f130A \U0001f131B \U0001f132C \U0001f133D \U0001f134E \U0001f135F \U0001f136G \U0001f137H " +
        "\U0001f138I \U0001f139J \U0001f13aK \U0001f13bL \U0001f13cM \U0001f13dN \U0001f13eO \U0001f13fP \U0001f140Q \U0001f141R \U0001f142S " +
        "\U0001f143T \U0001f144U \U0001f145V \U0001f146W \U0001f147X \U0001f148Y \U0001f149Z \U0001f14aHV \U0001f14bMV \U0001f14cSD \U0001f14dSS " +
        "\U0001f14ePPV \U0001f14fWC \U0001f16aMC \U0001f16bMD \U0001f16cMR \U0001f190DJ \U0001fbf00 \U0001fbf11 \U0001fbf22 \U0001fbf33 \U0001fbf44 " +
        "\U0001fbf55 \U0001fbf66 \U0001fbf77 \U0001fbf88 \U0001fbf99 \U0001ccd6A \U0001ccd7B \U0001ccd8C \U0001ccd9D \U0001ccdaE \U0001ccdbF " +
        "\U0001ccdcG \U0001ccddH \U0001ccdeI \U0001ccdfJ \U0001cce0K \U0001cce1L \U0001cce2M \U0001cce3N \U0001cce4O \U0001cce5P \U0001cce6Q " +
        "\U0001cce7R \U0001cce8S \U0001cce9T \U0001cceaU \U0001ccebV \U0001ccecW \U0001ccedX \U0001cceeY \U0001ccefZ \U0001ccf00 \U0001ccf11 " +
        "\U0001ccf22 \U0001ccf33 \U0001ccf44 \U0001ccf55 \U0001ccf66 \U0001ccf77 \U0001ccf88 \U0001ccf99";

    private static readonly FrozenDictionary<int, string> Forms = Table.Split(' ').Select(entry => (Rune.GetRuneAt(entry, 0), entry))
        .ToFrozenDictionary(pair => pair.Item1.Value, pair => pair.entry[pair.Item1.Utf16SequenceLength..]);

    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    /// <summary>The form in ASCII; null if there is none.</summary>
    public static string? Find(int rune) => rune switch
    {
        >= 0xff01 and <= 0xff5e => Ascii[rune - 0xfee0], // full width
        >= 0x24b6 and <= 0x24cf => Ascii[rune - 0x24b6 + 'A'], // circled
        >= 0x24d0 and <= 0x24e9 => Ascii[rune - 0x24d0 + 'a'],
        >= 0x1d400 and <= 0x1d6a3 => Ascii[(rune - 0x1d400) % 52 is var letter && letter < 26 ? 'A' + letter : 'a' + letter - 26], // mathematical
        >= 0x1d7ce and <= 0x1d7ff => Ascii['0' + ((rune - 0x1d7ce) % 10)],
        _ => Forms.GetValueOrDefault(rune),
    };
}
