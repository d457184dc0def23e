using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;
using Xunit.Abstractions;

namespace Sentinel.Properties.Checking;

/// <summary>Every history of up to four operations by up to three processes, over few values.</summary>
/// <remarks>Four operations where that is soon done, three otherwise; with <c>SENTINEL_NIGHTLY=1</c> four everywhere.</remarks>
public sealed class ExhaustiveTests(ITestOutputHelper output)
{
    private const int MaxProcesses = 3;

    [Fact]
    public void Register() => CheckAll(ModelCases.Register, input => input.Value is not 3, value => value.Value is not 3, usualSize: 4);

    [Fact]
    public void Cas_register() => CheckAll(ModelCases.CasRegister, input => input.Value is not 3, value => value.Value is not 3, usualSize: 3);

    [Fact]
    public void Kv() => CheckAll(ModelCases.Kv, input => input.Key == "a" && input.Kind != KvOperation.Delete, value => value is "" or "1" or "12", usualSize: 3);

    [Fact]
    public void Ticket() => CheckAll(ModelCases.Ticket, _ => true, value => value is 1 or 2, usualSize: 4);

    [Fact]
    public void Choice() => CheckAll(ModelCases.Choice, _ => true, value => value is 0 or 1, usualSize: 3);

    [Fact]
    public void Counter() => CheckAll(ModelCases.Counter, input => input.Amount is not 2, value => value is null or 0 or 1 or 2, usualSize: 4);

    [Fact]
    public void Set() => CheckAll(ModelCases.Set, input => input.Element == 1, value => value is not null, usualSize: 3);

    [Fact]
    public void Queue() => CheckAll(ModelCases.Queue, input => input.Element != 3, value => value.Element != 3, usualSize: 3);

    [Fact]
    public void Stack() => CheckAll(ModelCases.Stack, input => input.Element != 3, value => value.Element != 3, usualSize: 3);

    [Fact]
    public void Priority_queue() => CheckAll(ModelCases.PriorityQueue, input => input.Element != 3, value => value.Element != 3, usualSize: 3);

    [Fact]
    public void Mutex() => CheckAll(ModelCases.Mutex, _ => true, _ => true, usualSize: 4);

    [Fact]
    public void Multi_register() => CheckAll(ModelCases.MultiRegister, input => input.Accesses.Length == 2, _ => true, usualSize: 3);

    private void CheckAll<TState, TInput, TOutput>(
        ModelCase<TState, TInput, TOutput> model, Func<TInput, bool> isUsed, Func<TOutput, bool> isUsedOutput, int usualSize)
        where TState : notnull
    {
        (TInput Input, Outcome<TOutput> Outcome)[] calls =
        [
            .. model.Inputs.Distinct().Where(isUsed).SelectMany(input => model.OutputsOf(input).Where(isUsedOutput)
                .Select(value => (input, Outcome<TOutput>.Returned(value))).Append((input, Outcome<TOutput>.Unknown))),
        ];
        var size = Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1" ? 4 : usualSize;
        var (histories, linearizable) = (0, 0);
        for (var count = 1; count <= size; count++)
        {
            foreach (var intervals in Intervals(count))
            {
                var chosen = new int[count];
                do
                {
                    History<TInput, TOutput> history = new(intervals.Select((interval, i) => new Operation<TInput, TOutput>(
                        new(i), calls[chosen[i]].Input, calls[chosen[i]].Outcome, calls[chosen[i]].Outcome.IsReturned ? interval : interval with { Response = Interval.Never })));
                    var expected = ReferenceChecker.IsLinearizable(history, model.Model);
                    var fault = model.Disagreement(history, expected, CheckOptions.Default);
                    Assert.True(fault is null, fault);
                    histories++;
                    linearizable += expected ? 1 : 0;
                }
                while (Advance(chosen, calls.Length));
            }
        }

        output.WriteLine($"{model}: {histories} histories of up to {size} operations, {linearizable} linearizable");
        Assert.InRange(linearizable, 1, histories - 1);
    }

    private static bool Advance(int[] digits, int radix)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (++digits[i] < radix)
            {
                return true;
            }

            digits[i] = 0;
        }

        return false;
    }

    /// <summary>All ways in which so many intervals can lie, at most three open at once.</summary>
    private static IEnumerable<Interval[]> Intervals(int count)
    {
        return Place([], [], 0);

        IEnumerable<Interval[]> Place(List<Interval> placed, List<int> open, int number)
        {
            if (placed.Count == count && open.Count == 0)
            {
                yield return [.. placed];
                yield break;
            }

            if (placed.Count < count && open.Count < MaxProcesses)
            {
                foreach (var all in Place([.. placed, new(number, 0)], [.. open, placed.Count], number + 1))
                {
                    yield return all;
                }
            }

            foreach (var closing in open)
            {
                List<Interval> closed = [.. placed];
                closed[closing] = closed[closing] with { Response = number };
                foreach (var all in Place(closed, [.. open.Where(i => i != closing)], number + 1))
                {
                    yield return all;
                }
            }
        }
    }
}
