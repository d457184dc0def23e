using Sentinel.Checking;

namespace Sentinel.Properties.Checking;

public sealed class QuickCheckerTests
{
    [Fact]
    public void The_quick_checker_agrees_with_the_reference() => Assert.All(ModelCases.All, model => Assert.Null(model.CompareQuick(new(80_000), 500)));

    [Fact]
    public void A_check_makes_no_garbage_once_warm()
    {
        MakesNoGarbage(ModelCases.Counter);
        MakesNoGarbage(ModelCases.Register);
        MakesNoGarbage(ModelCases.CasRegister);
        MakesNoGarbage(ModelCases.Mutex);
    }

    private static void MakesNoGarbage<TState, TInput, TOutput>(ModelCase<TState, TInput, TOutput> model)
        where TState : notnull
    {
        var random = new Random(90_000);
        var histories = Enumerable.Range(0, 200).Select(_ => model.Draw(random, new() { MaxOperations = 15, MaxProcesses = 3 })).ToArray();
        QuickChecker<TState, TInput, TOutput> checker = new(model.Model);
        CheckAll(rounds: 50);
        var garbage = Garbage();

        // Warm is when the compiler says so: it optimises in the background, and not while other tests keep it busy with new code.
        for (var patience = 200; garbage > 0 && patience > 0; patience--)
        {
            Thread.Sleep(50);
            garbage = Garbage();
        }

        Assert.Equal(0, garbage);

        long Garbage()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            CheckAll(rounds: 50);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void CheckAll(int rounds)
        {
            for (var i = 0; i < rounds * histories.Length; i++)
            {
                checker.IsLinearizable(histories[i % histories.Length]);
            }
        }
    }
}
