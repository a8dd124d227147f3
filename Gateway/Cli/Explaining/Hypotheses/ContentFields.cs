namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Amazon SNS signs lines of the message's own fields; of a message with an empty subject it signs an empty line, and the route nothing.</summary>
internal sealed class ContentFields : IHypothesis
{
    private const string Fields = "{aws-sns-fields}";

    private static readonly string[] Subjects = ["Subject\n{body:/Subject?}\n", ""];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (!evidence.Content.Contains(Fields, StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var algorithm in (string[])[evidence.Signature.Algorithm!, "rsa-sha256", "rsa-sha1"])
        {
            foreach (var subject in Subjects)
            {
                var content = "Message\n{any:body:/Message}\nMessageId\n{body:/MessageId}\n" + subject + "Timestamp\n{body:/Timestamp}\nTopicArn\n{body:/TopicArn}\nType\n{body:/Type}\n";
                yield return new Suspicion(
                    "sns-empty-subject",
                    subject.Length > 0
                        ? "The message has a Subject that is empty and is signed as an empty line; the route reads an empty value as one that is missing."
                        : "The message has a Subject that is not signed.",
                    "Publish without a Subject, or with one that is not empty: Amazon SNS itself leaves an empty one out.")
                {
                    Config = evidence.Config with { Signature = evidence.Signature with { Content = content, Algorithm = algorithm } },
                };
            }
        }
    }
}
