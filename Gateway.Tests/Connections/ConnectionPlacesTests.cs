using Gateway.Connections;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Gateway.Tests.Connections;

public sealed class ConnectionPlacesTests : IDisposable
{
    /// <summary>As many as are looked at, or one fewer.</summary>
    private const int Most = 63;
    private const int MostLeaving = 5; // A twelfth.

    private readonly Dictionary<uint, UInt128> _addresses = [];
    private readonly FakeTimeProvider _clock = new();
    private readonly HashSet<int> _ended = [];
    private readonly GatewayMetrics _metrics = new();
    private readonly HashSet<int> _numbers = [];
    private readonly ITestOutputHelper _output;
    private readonly ConnectionPlaces _places;
    private readonly ConnectionState _state;
    private int _connections;
    private UInt128 _lastAddress;

    public ConnectionPlacesTests(ITestOutputHelper output)
    {
        _output = output;
        _state = new ConnectionState(_metrics, Most);
        _places = new ConnectionPlaces(_state, _clock);
    }

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void One_address_alone_gets_eight_ninths()
    {
        Assert.Equal(Most * 8 / 9, Fill(sender: 1).Count);
        Assert.NotNull(Take(sender: 2));
        Assert.Empty(_ended);
    }

    [Fact]
    public void Whoever_has_few_gets_the_oldest_place_of_one_who_has_most()
    {
        var more = Fill(sender: 1, 16);
        FillWith(one: 2);

        Assert.NotNull(Take(sender: 2));

        Assert.Equal([0], _ended);
        Assert.True(more[0].IsLeaving);
    }

    [Fact]
    public void Whoever_has_as_many_as_any_other_gets_no_more()
    {
        FillWith(one: 2);

        Assert.NotNull(Take(sender: 1)); // A second and a third one of two: it has not more than the others then.
        Assert.NotNull(Take(sender: 1));
        Assert.Null(Take(sender: 1));
        Assert.Equal(2, _ended.Count);
        Assert.False(_state.IsExhausted);
    }

    [Fact]
    public void Whoever_has_proved_himself_gets_a_place_of_those_who_have_not_and_keeps_his_own()
    {
        var own = Take(sender: 1)!;
        _places.Prove(own);
        FillWith(one: 1);

        Each.Is(Enumerable.Range(0, 10), _ => Assert.NotNull(Take(sender: 1)));

        Assert.False(own.IsLeaving);
        Assert.Equal(10, _ended.Count);
    }

    [Fact]
    public void Where_all_have_proved_themselves_one_more_is_closed_and_the_process_says_that_it_is_full()
    {
        var held = Enumerable.Range(1, Most).Select(sender => Take((uint)sender)!).ToList();
        held.ForEach(_places.Prove);

        Assert.Null(Take(sender: 1000));
        Assert.True(_state.IsExhausted);

        _places.Leave(held[5]);
        Assert.False(_state.IsExhausted);
        Assert.NotNull(Take(sender: 1000));
        Assert.Empty(_ended);
    }

    [Fact]
    public void A_proof_is_remembered_for_an_hour()
    {
        var held = Enumerable.Range(1, Most).Select(sender => Take((uint)sender)!).ToList();
        held.ForEach(_places.Prove);

        _clock.Advance(ConnectionPlaces.Remembered - TimeSpan.FromTicks(1));
        Assert.Null(Take(sender: 1000));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(Take(sender: 1000));
    }

    [Fact]
    public void Only_so_many_are_on_their_way_out_at_once()
    {
        _places.Prove(Take(sender: 1)!);
        var held = FillWith(one: 1);
        var more = Enumerable.Range(1000, MostLeaving).Select(sender => Take((uint)sender)).ToList();

        Assert.DoesNotContain(null, more);
        Assert.Null(Take(sender: 5000));
        Assert.NotNull(Take(sender: 1)); // Nobody keeps a proven one out.

        Each.Is(held.Where(place => place.IsLeaving).Take(2), _places.Leave);
        Assert.NotNull(Take(sender: 5000));
    }

    /// <summary>Against the same told in another way: a list of who is there.</summary>
    [Fact]
    public void Whatever_comes_and_goes_there_are_never_more_than_may_be_and_none_is_ended_that_was_proven()
    {
        var chance = Chance.For(_output);
        var held = new List<(HeldConnection Place, uint Sender)>();
        for (var step = 0; step < 20_000; step++)
        {
            var sender = (uint)chance.Below(60);
            if (chance.Below(5) < 3)
            {
                if (Take(sender) is { } place)
                {
                    held.Add((place, sender));
                    if (sender % 10 == 0)
                    {
                        _places.Prove(place);
                    }
                }
            }
            else if (held.Count > 0)
            {
                var at = held.FindIndex(other => other.Place.IsLeaving) is >= 0 and var leaving && chance.Below(2) == 0 ? leaving : chance.Below(held.Count);
                _places.Leave(held[at].Place);
                held.RemoveAt(at);
            }

            Assert.InRange(held.Count, 0, Most + (2 * MostLeaving));
            Assert.Equal(Math.Max(0, Most - held.Count), _state.Free);
            Assert.DoesNotContain(held, other => other.Sender % 10 == 0 && other.Place.IsLeaving);
        }

        Assert.NotEmpty(_ended);
    }

    private List<HeldConnection> Fill(uint sender, int atMost = int.MaxValue)
    {
        var held = new List<HeldConnection>();
        while (held.Count < atMost && Take(sender) is { } place)
        {
            held.Add(place);
        }

        return held;
    }

    /// <summary>All places that are left, so many for each sender.</summary>
    private List<HeldConnection> FillWith(int one)
    {
        var held = new List<HeldConnection>();
        for (var sender = 10_000u; _state.Free > 0; sender++)
        {
            held.AddRange(Fill(sender, Math.Min(one, _state.Free)));
        }

        return held;
    }

    private HeldConnection? Take(uint sender) => _places.TryTake(new Connection(_connections++, _ended), AddressOf(sender));

    /// <summary>One that shares its number with no other one: that is drawn anew in each process.</summary>
    private UInt128 AddressOf(uint sender)
    {
        if (!_addresses.TryGetValue(sender, out var address))
        {
            while (!_numbers.Add(MemoryBudget.PlaceOf(_lastAddress)))
            {
                _lastAddress++;
            }

            _addresses[sender] = address = _lastAddress;
        }

        return address;
    }

    private sealed class Connection(int number, HashSet<int> ended) : DefaultConnectionContext
    {
        public override void Abort(ConnectionAbortedException abortReason) => ended.Add(number);
    }
}
