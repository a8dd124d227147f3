using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>
/// Writes a decoded parameter as RFC 9421, section 2.2.8, has it: by the percent-encode set of
/// <c>application/x-www-form-urlencoded</c> (URL Standard, section 1.3), a blank as <c>%20</c>.
/// </summary>
internal static class FormText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._");

    public static string Encode(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExcept(Plain))
        {
            return text.ToString();
        }

        var encoded = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text.ToString()))
        {
            if (Plain.Contains((char)octet))
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }

        return encoded.ToString();
    }
}
