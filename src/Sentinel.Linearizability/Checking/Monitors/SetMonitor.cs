using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of one element of a set, in O(n log n), however often it goes in and out.</summary>
/// <param name="initial">The elements before the first operation.</param>
/// <remarks>
/// <para>The element is in or out, and <em>toggles</em> take turns: an add that found it new, a removal that found it there. What else was told is a <em>look</em>: it is right if the
/// element was in (or out) at some moment of its interval. Let N(x) be how many toggles have happened at a moment x; whether it is odd says which.</para>
/// <para>Time is gone through once, and a toggle happens only when it has to: at its own response, after one of the other kind where the element is not as it needs it; or at the response of a
/// look that has not had its moment yet. Of the open toggles of a kind it is the one that returns first. One with an Unknown outcome never does, and is left out if it is never needed: what it
/// did not change, it need not have met.</para>
/// <para>Claim: in every linearization, at every moment, at least as many have happened. Let it hold before a moment x at which one more has to. If that is for a look in [l, x], N has been the
/// same and of the wrong kind since l; elsewhere it was no less at l, and has to be of the other kind by x, hence greater. Else a toggle j returns. Let y be the last moment at which one of its
/// kind was taken that returns after x: j was not open then, nor any other that returns before x. So all of that kind that were taken since y were invoked since y and return by x,
/// and happen in between in every linearization, which at y had as many of that kind. (Without such a y, all that were taken return by x.) As kinds take turns, N follows.</para>
/// <para>So if no toggle of the kind that is needed is open, there is no linearization: more must have happened than were invoked. Only operations invoked until then are to blame; they
/// are the bad pattern.</para>
/// <para>An add (or removal) that was not told what it found is a look for the element in (or out), and may be the toggle that makes it so until it returns. Which of such toggles
/// to take is a real choice: they are taken where nothing else is left, and where that fails the search decides.</para>
/// </remarks>
internal sealed class SetMonitor<T>(SetState<T> initial) : IMonitor<SetInput<T>, bool?>
    where T : notnull
{
    private enum Role
    {
        /// <summary>Something that the monitor does not know.</summary>
        Other,

        /// <summary>Changed the element from the other to this.</summary>
        Toggle,

        /// <summary>Found the element so.</summary>
        Look,

        /// <summary>Made or found it so.</summary>
        Either,

        /// <summary>Made it so, or did nothing that matters.</summary>
        Maybe,
    }

    /// <inheritdoc/>
    public string Name => "set monitor";

    /// <inheritdoc/>
    public MonitorResult Decide(History<SetInput<T>, bool?> history, ReadOnlySpan<int> indices, Budget budget)
    {
        if (indices.Length == 0)
        {
            return MonitorResult.Linearizable([]);
        }

        var element = history[indices[0]].Input.Element;
        var roles = new (Role Role, bool IsIn)[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            roles[i] = RoleOf(operation.Input.Kind, operation.Outcome);
            if (roles[i].Role == Role.Other || !EqualityComparer<T>.Default.Equals(operation.Input.Element, element))
            {
                return MonitorResult.NotMine;
            }
        }

        return new Pass(roles, EventRanks.Of(history, indices), indices, initial.Contains(element)).Run(budget);
    }

    private static (Role Role, bool IsIn) RoleOf(SetOperation kind, Outcome<bool?> outcome)
    {
        var isAdd = kind == SetOperation.Add;
        return kind == SetOperation.Contains
            ? outcome is { IsReturned: true, Value: { } found } ? (Role.Look, found) : (Role.Other, false)
            : !outcome.IsReturned ? (Role.Maybe, isAdd)
            : outcome.Value is not { } changed ? (Role.Either, isAdd)
            : changed ? (Role.Toggle, isAdd)
            : (Role.Look, isAdd);
    }

    /// <summary>One pass over time.</summary>
    private ref struct Pass((Role Role, bool IsIn)[] roles, EventRanks ranks, ReadOnlySpan<int> indices, bool initially)
    {
        // By operation: how many toggles had happened at its invocation, and then the phase in which it stands; phase n begins with the n-th toggle.
        private readonly int[] phases = new int[roles.Length];
        private readonly bool[] isPlaced = new bool[roles.Length];
        private readonly PriorityQueue<int, long> adds = new();
        private readonly PriorityQueue<int, long> removals = new();
        private readonly ReadOnlySpan<int> indices = indices;
        private int happened;

        private readonly bool IsIn => initially ^ ((happened & 1) != 0);

        public MonitorResult Run(Budget budget)
        {
            var responders = ranks.Responders();
            var isSure = !Array.Exists(roles, role => role.Role == Role.Either);
            var invoked = 0;
            for (var x = 0; x < responders.Length; x++)
            {
                budget.Work();
                if (responders[x] < 0)
                {
                    Open(invoked++);
                }
                else if (!isPlaced[responders[x]] && !TryPlace(responders[x]))
                {
                    return isSure ? ranks.RefutedUpTo(x, indices) : MonitorResult.NotMine;
                }
            }

            return MonitorResult.Linearizable(Witness());
        }

        private readonly void Open(int i)
        {
            phases[i] = happened;
            var (role, isIn) = roles[i];
            if (role != Role.Look)
            {
                // First those that have to be taken, by their responses; Unknown ones never respond.
                var priority = role switch
                {
                    Role.Maybe => long.MaxValue,
                    Role.Either => (long)int.MaxValue + ranks.Response[i],
                    _ => ranks.Response[i],
                };
                (isIn ? adds : removals).Enqueue(i, priority);
            }
        }

        private bool TryPlace(int i)
        {
            var (role, isIn) = roles[i];
            if (role == Role.Toggle)
            {
                return (IsIn != isIn || TryToggle()) && TryToggle();
            }

            // The phase now, or the one before, if it was still that after the invocation.
            var isSeen = IsIn == isIn || happened > phases[i];
            if (!isSeen && !TryToggle())
            {
                return false;
            }

            if (!isPlaced[i])
            {
                isPlaced[i] = true;
                phases[i] = IsIn == isIn ? happened : happened - 1;
                roles[i].Role = Role.Look;
            }

            return true;
        }

        private bool TryToggle()
        {
            var open = IsIn ? removals : adds;
            while (open.TryDequeue(out var i, out _))
            {
                if (!isPlaced[i])
                {
                    isPlaced[i] = true;
                    phases[i] = ++happened;
                    return true;
                }
            }

            return false;
        }

        // In each phase the toggle, then the looks in the order of their invocations: each stands at its invocation or at the beginning of the phase.
        private readonly int[] Witness()
        {
            var next = new int[happened + 2];
            for (var i = 0; i < roles.Length; i++)
            {
                next[phases[i] + 1] += isPlaced[i] ? 1 : 0;
            }

            for (var phase = 1; phase < next.Length; phase++)
            {
                next[phase] += next[phase - 1];
            }

            var witness = new int[next[^1]];
            for (var i = 0; i < roles.Length; i++)
            {
                if (isPlaced[i] && roles[i].Role != Role.Look)
                {
                    witness[next[phases[i]]++] = indices[i];
                }
            }

            for (var i = 0; i < roles.Length; i++)
            {
                if (isPlaced[i] && roles[i].Role == Role.Look)
                {
                    witness[next[phases[i]]++] = indices[i];
                }
            }

            return witness;
        }
    }
}
