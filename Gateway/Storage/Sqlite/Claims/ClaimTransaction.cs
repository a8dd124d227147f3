using System.Buffers;

namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// What the transaction that runs does to claims: lines for the log, which become one row, and how to take back what it has
/// done to the memory in front if it is rolled back. On the writer's thread.
/// </summary>
internal sealed class ClaimTransaction(ClaimFront front)
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly List<(UInt128 Id, ClaimEntry? Before)> _undo = [];
    private readonly List<(UInt128 Id, long Ends)> _settling = [];

    /// <summary>What is to be written; whole lines of <see cref="ClaimRecord"/>.</summary>
    public ReadOnlySpan<byte> Lines => _lines.WrittenSpan;

    public void Begin()
    {
        _lines.ResetWrittenCount();
        _undo.Clear();
        _settling.Clear();
    }

    /// <summary>An attempt takes the event: known from now on, whether or not the log is to know it, too. False if another was quicker.</summary>
    public bool TryClaim(UInt128 id, in ClaimEntry entry)
    {
        if (!front.TryAdd(id, entry, out var before))
        {
            return false;
        }

        _undo.Add((id, before));
        if (entry.IsLogged)
        {
            Append(new ClaimRecord(ClaimRecordKind.Claimed, id, entry.Ends, entry.Owner));
        }

        return true;
    }

    /// <summary>The event is processed, once this is durable.</summary>
    public void Process(UInt128 id, long ends)
    {
        Put(id, ClaimEntry.Settling(ends));
        _settling.Add((id, ends));
        Append(new ClaimRecord(ClaimRecordKind.Processed, id, ends, default));
    }

    /// <summary>The attempt gives the event back, if it holds it.</summary>
    public void Release(UInt128 id, ClaimOwner owner)
    {
        if (front.Current(id) is not { Stage: ClaimStage.InFlight } entry || entry.Owner != owner.Value)
        {
            return;
        }

        Put(id, null);
        if (entry.IsLogged)
        {
            Append(new ClaimRecord(ClaimRecordKind.Released, id, entry.Ends, entry.Owner));
        }
    }

    /// <summary>The event is as if it had never come.</summary>
    public void Forget(UInt128 id)
    {
        Put(id, null);
        Append(new ClaimRecord(ClaimRecordKind.Forgotten, id, Ends: 0, Owner: default));
    }

    public void Append(in ClaimRecord line)
    {
        line.Write(_lines.GetSpan(ClaimRecord.Length));
        _lines.Advance(ClaimRecord.Length);
    }

    public void Committed()
    {
        foreach (var (id, ends) in _settling)
        {
            if (front.Current(id) is { Stage: ClaimStage.Settling })
            {
                front.Replace(id, ClaimEntry.Processed(ends));
            }
        }

        Begin(); // There is nothing to take back any more.
    }

    public void RolledBack()
    {
        for (var index = _undo.Count - 1; index >= 0; index--)
        {
            front.Replace(_undo[index].Id, _undo[index].Before);
        }

        Begin();
    }

    private void Put(UInt128 id, ClaimEntry? entry) => _undo.Add((id, front.Replace(id, entry)));
}
