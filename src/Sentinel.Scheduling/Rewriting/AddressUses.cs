using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

/// <summary>What a method does with each address that it takes.</summary>
/// <remarks>The compiler takes an address once and copies it where it reads and then writes there, as <c>a[i]++</c> does: each use is an access of its own.</remarks>
internal sealed class AddressUses
{
    private readonly Dictionary<Instruction, List<AddressUse>> _uses = [];
    private readonly Dictionary<Instruction, int> _unknown = [];

    public void Add(Instruction taken, AddressUse use)
    {
        Count(taken, -1);
        if (!_uses.TryGetValue(taken, out var uses))
        {
            _uses.Add(taken, uses = []);
        }

        uses.RemoveAll(u => u.Consumer == use.Consumer);
        uses.Add(use);
    }

    /// <summary>One copy more, whose use is not known until it is added.</summary>
    public void Copy(Instruction taken) => Count(taken, 1);

    /// <summary>Every use that is known.</summary>
    public IReadOnlyList<AddressUse> Of(Instruction taken) => _uses.GetValueOrDefault(taken, []);

    public bool IsKnown(Instruction? taken) => taken is not null && _uses.ContainsKey(taken);

    /// <summary>Whether a copy of the address goes where it is not followed.</summary>
    public bool Escapes(Instruction taken) => _unknown.GetValueOrDefault(taken, 1) > 0;

    private void Count(Instruction taken, int more) => _unknown[taken] = _unknown.GetValueOrDefault(taken, 1) + more;
}
