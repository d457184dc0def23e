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

        // Most elements of a large set have few operations, and are decided without garbage but for their order.
        const int few = 32;
        var element = history[indices[0]].Input.Element;
        var count = indices.Length;
        var roles = count <= few ? stackalloc (Role Role, bool IsIn)[few] : new (Role, bool)[count];
        for (var i = 0; i < count; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            roles[i] = RoleOf(operation.Input.Kind, operation.Outcome);
            if (roles[i].Role == Role.Other || !EqualityComparer<T>.Default.Equals(operation.Input.Element, element))
            {
                return MonitorResult.NotMine;
            }
        }

        var responses = count <= few ? stackalloc long[few] : new long[count];
        var numbers = count <= few ? stackalloc int[Pass.NumbersOf(few)] : new int[Pass.NumbersOf(count)];
        return new Pass(roles[..count], numbers, indices, initial.Contains(element)).Run(history, responses[..count], budget);
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
    private ref struct Pass
    {
        private const int NotPlaced = -1;
        private readonly Span<(Role Role, bool IsIn)> roles;
        private readonly ReadOnlySpan<int> indices;

        // The operations in the order of their responses, and for each its place there.
        private readonly Span<int> byResponse;
        private readonly Span<int> places;

        // By operation the phase in which it stands; phase n begins with the n-th toggle. Of one that is not placed the complement of how many toggles had happened at its invocation.
        private readonly Span<int> phases;
        private readonly Span<int> begins;
        private readonly bool initially;
        private RankHeap adds;
        private RankHeap removals;
        private int happened;

        public Pass(Span<(Role Role, bool IsIn)> roles, Span<int> numbers, ReadOnlySpan<int> indices, bool initially)
        {
            var count = roles.Length;
            this.roles = roles;
            this.indices = indices;
            this.initially = initially;
            byResponse = numbers[..count];
            places = numbers.Slice(count, count);
            phases = numbers.Slice(2 * count, count);
            adds = new(numbers.Slice(3 * count, count));
            removals = new(numbers.Slice(4 * count, count));
            begins = numbers.Slice(5 * count, count + 2);
        }

        private readonly bool IsIn => initially ^ ((happened & 1) != 0);

        /// <summary>How many numbers a pass needs for so many operations.</summary>
        public static int NumbersOf(int count) => (6 * count) + 2;

        public MonitorResult Run(History<SetInput<T>, bool?> history, Span<long> responses, Budget budget)
        {
            for (var i = 0; i < responses.Length; i++)
            {
                (responses[i], byResponse[i], phases[i]) = (history[indices[i]].Interval.Response, i, NotPlaced);
            }

            var isSure = true;
            foreach (var (role, _) in roles)
            {
                isSure &= role != Role.Either;
            }

            responses.Sort(byResponse);
            for (var place = 0; place < byResponse.Length; place++)
            {
                places[byResponse[place]] = place;
            }

            var invoked = 0;
            for (var place = 0; place < responses.Length && responses[place] != Interval.Never; place++)
            {
                budget.Work();

                // Intervals are closed: at the same number invocations come first.
                while (invoked < indices.Length && history[indices[invoked]].Interval.Invocation <= responses[place])
                {
                    Open(invoked++);
                }

                if (!IsPlaced(byResponse[place]) && !TryPlace(byResponse[place]))
                {
                    return isSure ? MonitorResult.Violation(indices[..invoked]) : MonitorResult.NotMine;
                }
            }

            return MonitorResult.Linearizable(Witness());
        }

        private readonly bool IsPlaced(int i) => phases[i] >= 0;

        private void Open(int i)
        {
            phases[i] = ~happened;
            var (role, isIn) = roles[i];
            if (role == Role.Look)
            {
                return;
            }

            // First those that have to be taken, by their responses, then those that can; Unknown ones, which never respond, are behind all others.
            var rank = places[i] + (role switch { Role.Toggle => 0, Role.Either => 1, _ => 2 } * roles.Length);
            if (isIn)
            {
                adds.Add(rank);
            }
            else
            {
                removals.Add(rank);
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
            var isSeen = IsIn == isIn || happened > ~phases[i];
            if (!isSeen && !TryToggle())
            {
                return false;
            }

            if (!IsPlaced(i))
            {
                phases[i] = IsIn == isIn ? happened : happened - 1;
                roles[i].Role = Role.Look;
            }

            return true;
        }

        private bool TryToggle() => IsIn ? TryToggle(ref removals) : TryToggle(ref adds);

        private bool TryToggle(ref RankHeap open)
        {
            while (open.Count > 0)
            {
                var i = byResponse[open.TakeFirst() % roles.Length];
                if (!IsPlaced(i))
                {
                    phases[i] = ++happened;
                    return true;
                }
            }

            return false;
        }

        // In each phase the toggle, then the looks in the order of their invocations: each stands at its invocation or at the beginning of the phase.
        private readonly int[] Witness()
        {
            var next = begins[..(happened + 2)];
            foreach (var phase in phases)
            {
                if (phase >= 0)
                {
                    next[phase + 1]++;
                }
            }

            for (var phase = 1; phase < next.Length; phase++)
            {
                next[phase] += next[phase - 1];
            }

            var witness = new int[next[^1]];
            for (var i = 0; i < roles.Length; i++)
            {
                if (IsPlaced(i) && roles[i].Role != Role.Look)
                {
                    witness[next[phases[i]]++] = indices[i];
                }
            }

            for (var i = 0; i < roles.Length; i++)
            {
                if (IsPlaced(i) && roles[i].Role == Role.Look)
                {
                    witness[next[phases[i]]++] = indices[i];
                }
            }

            return witness;
        }
    }
}
