using System.Text.Json;

namespace Gateway.JsonSchema.Learning;

/// <summary>The members of the objects at one place: those that have a name, and those whose name is data.</summary>
internal sealed class LearntObject
{
    /// <summary>From here on it can be told whether names are many because they are data.</summary>
    private const int ManyNames = 20;

    /// <summary>Each of such names is in less than one of so many objects.</summary>
    private const int Seldom = 10;

    private readonly Dictionary<string, LearntMember> _members = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private bool _isForgotten;

    /// <summary>How many objects there were.</summary>
    public long Count { get; private set; }

    /// <summary>The names as first seen; none of a map.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>What stands behind names that are data; null if there were none, or no room.</summary>
    public LearntPlace? Values { get; private set; }

    /// <summary>Whether every name that is data is a number.</summary>
    public bool HasNumbersOnly { get; private set; } = true;

    /// <summary>More names than anybody would choose.</summary>
    public bool IsMap { get; private set; }

    /// <summary>Names were passed over for want of room: what <see cref="Values"/> has is not all.</summary>
    public bool IsPartial { get; private set; }

    public LearntMember this[string name] => _members[name];

    public void Add(JsonElement value, LearningRoom room, int depth)
    {
        Count++;
        if (depth >= LearningRoom.MostDepth)
        {
            IsPartial = true;
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (PlaceOf(member.Name, room) is { } place)
            {
                place.Add(member.Value, room, depth + 1);
            }
        }

        if (_names.Count > LearningRoom.MostNames)
        {
            MakeMap();
        }
    }

    /// <summary>Makes one of two.</summary>
    public void Add(LearntObject other)
    {
        Count += other.Count;
        IsPartial |= other.IsPartial;
        HasNumbersOnly &= other.HasNumbersOnly;
        if (other.Values is { } values)
        {
            Values ??= new LearntPlace();
            Values.Add(values);
        }

        if (IsPartial)
        {
            // A name that one of the two knows may be what the other has passed over.
            Forget();
            return;
        }

        foreach (var name in other._names)
        {
            if (!_members.TryGetValue(name, out var member))
            {
                _members[name] = member = new LearntMember();
                _names.Add(name);
            }

            member.Count += other[name].Count;
            member.Place.Add(other[name].Place);
        }

        if (other.IsMap || IsMap || _names.Count > LearningRoom.MostNames)
        {
            MakeMap();
        }
    }

    /// <summary>When all is seen: names that are many, each seldom, and stand before values of one type are data.</summary>
    public void Settle()
    {
        if (_names.Count >= ManyNames && Count >= ManyNames
            && _names.TrueForAll(name => _members[name].Count * Seldom < Count)
            && _names.Select(name => _members[name].Place.Types).Distinct().Count() == 1)
        {
            MakeMap();
        }
    }

    private LearntPlace? PlaceOf(string name, LearningRoom room)
    {
        if (_isForgotten)
        {
            return null;
        }

        if (IsMap || LearntWords.IsData(name))
        {
            HasNumbersOnly &= LearntWords.IsNumber(name);
            Values ??= room.TryTake() ? new LearntPlace() : null;
            IsPartial |= Values is null;
            return Values;
        }

        if (!_members.TryGetValue(name, out var member))
        {
            if (!room.TryTake())
            {
                IsPartial = true;
                return null;
            }

            _members[name] = member = new LearntMember();
            _names.Add(name);
        }

        member.Count++;
        return member.Place;
    }

    private void MakeMap()
    {
        IsMap = true;
        HasNumbersOnly = false;
        Values ??= new LearntPlace();
        foreach (var name in _names)
        {
            Values.Add(_members[name].Place);
        }

        _names.Clear();
        _members.Clear();
    }

    private void Forget()
    {
        _isForgotten = true;
        Values = null;
        _names.Clear();
        _members.Clear();
    }
}
