using Gateway.Intake.Memory;
using Gateway.Observability;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Connections;

/// <summary>
/// The places that senders' connections may have. When all are taken, whoever has proved himself lately gets the place of one who has
/// not; among those who have not, it goes from him who has the most connections to him who has fewer. So neither a hundred addresses
/// with a few connections each nor one with thousands keep a provider out whose webhooks were verified here.
/// </summary>
/// <param name="state">Counts them, and says how many there may be.</param>
/// <param name="clock">Measures how long a proof is remembered.</param>
internal sealed class ConnectionPlaces(ConnectionState state, TimeProvider clock)
{
    /// <summary>One sender may have so many times what is still free: there is always something left for the next.</summary>
    private const int ShareOfFree = 8;

    /// <summary>Nobody is refused for having this many while there are places.</summary>
    private const int Few = 16;

    /// <summary>How many are looked at for one that leaves: a flood of new connections must not make each of them dear.</summary>
    private const int LookedAt = 64;

    /// <summary>How long a sender counts as proven after a verified webhook.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>As <see cref="Few"/>, for who has proved himself, whether there are places or others have to make room.</summary>
    private readonly int _fewOfProven = Math.Clamp(state.Most / 4, Few, 64);

    /// <summary>
    /// A place is free when its connection has ended, which takes a moment: so many more may be open meanwhile, whoever it is for. Each
    /// takes a descriptor.
    /// </summary>
    private readonly int _mostLeaving = Math.Clamp(state.Most / 12, 1, 32);

    /// <summary>The same for who has proved himself: a rush of others must not keep him out.</summary>
    private readonly int _mostLeavingForProven = Math.Clamp(state.Most / 6, 2, 64);

    private readonly Lock _gate = new();
    private readonly List<HeldConnection> _held = [];
    private readonly int[] _of = new int[MemoryBudget.Places]; // How many each sender has.
    private readonly long[] _provenAt = new long[MemoryBudget.Places]; // 0 if never.
    private ulong _drawn;
    private int _leaving;
    private long _number;

    /// <param name="connection">One that has just been accepted.</param>
    /// <param name="address">Any number that is its sender's.</param>
    /// <returns>Its place; null if it has to be closed.</returns>
    public HeldConnection? TryTake(ConnectionContext connection, UInt128 address)
    {
        var sender = MemoryBudget.PlaceOf(address);
        HeldConnection? leaving = null;
        HeldConnection held;
        lock (_gate)
        {
            var own = _of[sender] + 1;
            var isProven = IsProven(sender);
            var few = isProven ? _fewOfProven : Few;
            if (state.Free == 0)
            {
                leaving = _leaving < (isProven ? _mostLeavingForProven : _mostLeaving) ? OneThatLeaves(own, isProven && own <= few) : null;
                if (leaving is null)
                {
                    state.Refused();
                    return null;
                }

                leaving.IsLeaving = true;
                _leaving++;
            }
            else if (own > Math.Max(few, (long)ShareOfFree * state.Free))
            {
                state.Refused();
                return null;
            }

            state.Open();
            _of[sender] = own;
            held = new HeldConnection(connection, sender) { Index = _held.Count, Number = _number++ };
            _held.Add(held);
        }

        if (leaving is not null)
        {
            leaving.MakeRoom();
            state.EndedForRoom();
        }

        return held;
    }

    /// <summary>A webhook that came over it was verified.</summary>
    public void Prove(HeldConnection held) => Volatile.Write(ref _provenAt[held.Sender], Math.Max(1, clock.GetTimestamp()));

    /// <summary>It has ended.</summary>
    public void Leave(HeldConnection held)
    {
        lock (_gate)
        {
            var last = _held[^1];
            (_held[held.Index], last.Index) = (last, held.Index);
            _held.RemoveAt(_held.Count - 1);
            _of[held.Sender]--;
            _leaving -= held.IsLeaving ? 1 : 0;
            state.Close();
        }
    }

    private bool IsProven(int sender)
    {
        var at = Volatile.Read(ref _provenAt[sender]);
        return at != 0 && clock.GetElapsedTime(at) < Remembered;
    }

    /// <summary>Of those that were looked at, one of whoever has the most, and of these the oldest.</summary>
    private HeldConnection? OneThatLeaves(int own, bool asksAnybody)
    {
        HeldConnection? leaving = null;
        var hasUnproven = false;
        for (var looked = 0; looked < Math.Min(LookedAt, _held.Count); looked++)
        {
            var held = _held[_held.Count <= LookedAt ? looked : Draw()];
            if (held.IsLeaving || IsProven(held.Sender))
            {
                continue;
            }

            hasUnproven = true;
            if ((asksAnybody || _of[held.Sender] >= own) && (leaving is null || IsSooner(held, leaving)))
            {
                leaving = held;
            }
        }

        state.IsExhausted = !hasUnproven;
        return leaving;
    }

    /// <summary>Those of one sender stand beside one another: they are not looked at in a row.</summary>
    private int Draw()
    {
        _drawn = (_drawn * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407; // Knuth's MMIX
        return (int)((_drawn >> 33) % (ulong)_held.Count);
    }

    private bool IsSooner(HeldConnection held, HeldConnection than) =>
        _of[held.Sender] != _of[than.Sender] ? _of[held.Sender] > _of[than.Sender] : held.Number < than.Number;
}
