namespace Gateway.Observability.Traffic;

/// <summary>The latest of one kind: a ring that grows to its size when there are so many.</summary>
/// <param name="most">Its size.</param>
internal sealed class LatestWebhooks(int most)
{
    private readonly Queue<ListedWebhook> _webhooks = new();

    public void Add(ListedWebhook webhook)
    {
        if (_webhooks.Count == most)
        {
            _webhooks.Dequeue();
        }

        _webhooks.Enqueue(webhook);
    }

    public IEnumerable<ListedWebhook> All => _webhooks;
}
