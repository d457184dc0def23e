namespace Sentinel.Scheduling;

/// <summary>All rewritten places of one shadow context, by id. An id is the assembly's number and the place's number in it.</summary>
/// <remarks>Ids depend on the set of assemblies and their content only, so they are equal in every process, and a trace
/// hash made of them is too. Filled while assemblies load, under a lock; read without one.</remarks>
internal sealed class SiteTable
{
    /// <summary>Pseudo-members, promoted like a field: what a program must be seen to use before it costs points.</summary>
    public const int Clock = 0, TryMonitor = 1, TryLock = 2, TrySemaphore = 3, TryReaderWriter = 4, IndirectAccess = 5, Enumeration = 6, TaskOrder = 7;

    private const int LocalBits = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _memberIds = [];
    private readonly List<string> _members = [];
    private readonly Dictionary<int, HashSet<string>> _valueTypesOfMember = [];
    private SiteInfo[][] _assemblies = [];

    public SiteTable()
    {
        string[] pseudo = ["the clock", "try Monitor", "try Lock", "try SemaphoreSlim", "try ReaderWriterLockSlim", "by reference", "enumeration", "the order of tasks"];
        foreach (var name in pseudo)
        {
            Intern(name, "");
        }
    }

    /// <summary>Whether the pseudo-member is a way to ask a lock, or a task, for its state.</summary>
    public static bool IsTry(int member) => member is TryMonitor or TryLock or TrySemaphore or TryReaderWriter or TaskOrder;

    public int MemberCount => _members.Count;

    public SiteInfo this[int site] => _assemblies[site >> LocalBits][site & ((1 << LocalBits) - 1)];

    public static int IdOf(int assembly, int local) => (assembly << LocalBits) | local;

    public string MemberName(int member) => _members[member];

    public bool TryMember(string name, out int id) => _memberIds.TryGetValue(name, out id);

    public string Describe(int site) => site == 0 ? "its start" : this[site].Place;

    /// <summary>Members that lie inside a value of the given member: promoted together with it.</summary>
    public IEnumerable<int> Inside(int member)
    {
        // Elements are named by the simple name of their type, and several types may have one.
        foreach (var type in _valueTypesOfMember.GetValueOrDefault(member, []))
        {
            for (var other = 0; other < _members.Count; other++)
            {
                if (_members[other].StartsWith(type + ".", StringComparison.Ordinal))
                {
                    yield return other;
                }
            }
        }
    }

    /// <summary>The sites of every assembly loaded so far that have the given kind.</summary>
    public IEnumerable<SiteInfo> OfKind(SiteKind kind) => _assemblies.SelectMany(a => a ?? []).Where(s => s?.Kind == kind);

    public void Add(int assembly, IReadOnlyList<RewrittenSite> sites)
    {
        lock (_gate)
        {
            var table = new SiteInfo[sites.Count];
            for (var i = 0; i < sites.Count; i++)
            {
                var site = sites[i];
                table[i] = new SiteInfo
                {
                    Id = IdOf(assembly, i),
                    Kind = site.Kind,
                    Member = site.Member,
                    MemberId = Intern(site.Member, site.ValueType),
                    Method = site.Method,
                    File = site.File,
                    Line = site.Line,
                    ByAddress = site.ByAddress,
                    Call = site.Call,
                    Part = site.Part,
                    PartId = site.Part.Length == 0 ? 0 : Intern("part " + site.Part, ""),
                    IsChannel = site.Member is "ChannelReader content" or "ChannelWriter content",
                    IsContent = site.Member.EndsWith(" content", StringComparison.Ordinal),
                };
            }

            if (_assemblies.Length <= assembly)
            {
                Array.Resize(ref _assemblies, assembly + 1);
            }

            _assemblies[assembly] = table;
        }
    }

    private int Intern(string member, string valueType)
    {
        if (!_memberIds.TryGetValue(member, out var id))
        {
            id = _members.Count;
            _memberIds.Add(member, id);
            _members.Add(member);
        }

        if (valueType.Length > 0)
        {
            if (!_valueTypesOfMember.TryGetValue(id, out var types))
            {
                _valueTypesOfMember.Add(id, types = []);
            }

            types.Add(valueType);
        }

        return id;
    }
}
