using System.Globalization;
using System.Numerics;
using System.Text;
using Gateway.Cli.Explaining.Json;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>A whole number of more than 15 digits lost its last ones: it went through a program whose numbers are doubles, such as JavaScript's.</summary>
internal sealed class NumbersRounded : IHypothesis
{
    private const int LeastDigits = 16;
    private const int MostDigits = 20;
    private const int MostNumbers = 8;

    /// <summary>How many whole numbers become the same double: 2,048 of 19 digits at most.</summary>
    private const int MostOfOne = 4096;

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Direct is not { TakesBodies: true } || evidence.Json is not { } source)
        {
            yield break;
        }

        var numbers = source.All().Where(item => item.Kind == JsonItemKind.Number)
            .GroupBy(item => Encoding.ASCII.GetString(source.Body.AsSpan(item.Start, item.Length)), StringComparer.Ordinal)
            .Where(group => IsRounded(group.Key)).Take(MostNumbers);
        foreach (var group in numbers)
        {
            JsonItem[] items = [.. group];
            foreach (var whole in Others(group.Key))
            {
                if (evidence.Work.IsSpent)
                {
                    yield break;
                }

                evidence.Work.ChargeValues(items.Length, 0);
                var body = With(source.Body, items, Encoding.ASCII.GetBytes(whole));
                if (evidence.MayBeSigned(body))
                {
                    yield return new Suspicion(
                        "json-precision",
                        $"The number at '{PlainText.Of(group.First().Name)}' lost its last digits: it is too long for a double, and was signed in all its digits.",
                        "Have what stands in front pass the body on as the bytes it received; a program that parses it must read such numbers as text or as integers of 64 bits.")
                    {
                        Request = evidence.Request.WithBody(body),
                    };
                }
            }
        }
    }

    /// <summary>Digits alone, or as 1.2345678901234567E18.</summary>
    private static bool IsRounded(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) is >= 9007199254740992 and < 1e19 && double.IsInteger(number) && text.Length >= LeastDigits;

    /// <summary>The whole numbers that the double stands for, the nearest first.</summary>
    private static IEnumerable<string> Others(string text)
    {
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        var middle = new BigInteger(number);
        for (var distance = 0; distance < MostOfOne; distance++)
        {
            foreach (var whole in (BigInteger[])[middle + distance, middle - distance])
            {
                var written = whole.ToString(CultureInfo.InvariantCulture);
                if ((double)whole != number || written.Length > MostDigits)
                {
                    continue;
                }

                if (written != text)
                {
                    yield return written;
                }
            }

            if ((double)(middle + distance) != number && (double)(middle - distance) != number)
            {
                yield break;
            }
        }
    }

    private static byte[] With(byte[] body, JsonItem[] items, byte[] written)
    {
        using var made = new MemoryStream(body.Length + (items.Length * written.Length));
        var at = 0;
        foreach (var item in items)
        {
            made.Write(body, at, item.Start - at);
            made.Write(written);
            at = item.Start + item.Length;
        }

        made.Write(body, at, body.Length - at);
        return made.ToArray();
    }
}
