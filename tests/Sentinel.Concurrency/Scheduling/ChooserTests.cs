using Sentinel.Scheduling;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>What each strategy promises of its choices, apart from any program: two threads that could always go on.</summary>
public class ChooserTests
{
    private const int Steps = 40;
    private const int Runs = 2_000;

    /// <summary>The theory of PCT counts on it: a bug of a greater depth is out of reach, one of this depth is not.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Pct_changes_priorities_once_less_than_its_depth_and_anywhere_in_a_run(int depth)
    {
        var chooser = new PctChooser(7, depth);
        var (most, places) = (0, new HashSet<int>());
        for (var run = 0; run < Runs; run++)
        {
            var switches = Switches(chooser);
            most = Math.Max(most, switches.Count);
            places.UnionWith(switches);
        }

        Assert.Equal(depth - 1, most);

        // The first run is as long as the others, so from the second on the length is known.
        Assert.Equal(Enumerable.Range(1, Steps - 1), places.Where(p => p > 0).Order());
    }

    [Fact]
    public void Sticky_stays_four_times_in_five_and_goes_anywhere_else()
    {
        var chooser = new StickyChooser(7);
        var switches = Enumerable.Range(0, Runs).Sum(_ => Switches(chooser).Count);

        // One in five is chosen freely, and half of those stay too.
        Assert.InRange(switches / (double)(Runs * Steps), 0.09, 0.11);
    }

    [Fact]
    public void Random_stays_half_of_the_time()
    {
        var chooser = new RandomChooser(7);
        Assert.InRange(Enumerable.Range(0, Runs).Sum(_ => Switches(chooser).Count) / (double)(Runs * Steps), 0.48, 0.52);
    }

    [Fact]
    public void A_portfolio_searches_with_two_preemptions_and_five_hundred_schedules_and_samples_beside_and_after_that()
    {
        var source = new ScheduleSource(new ControlledOptions());
        List<IChooser> searched = [];
        List<IChooser> sampled = [];
        var preemptions = 0;
        for (var schedule = 0; schedule < 2_000; schedule++)
        {
            var chooser = source.Next();
            var switches = Switches(chooser);
            if (chooser is DepthFirstChooser)
            {
                searched.Add(chooser);
                preemptions = Math.Max(preemptions, switches.Count);
            }
            else
            {
                sampled.Add(chooser);
            }

            source.Ran(Steps, forced: false);
            Assert.True(schedule >= 1_000 || chooser is DepthFirstChooser == (schedule % 2 == 0), $"{schedule}: {chooser}");
        }

        Assert.Equal(500, searched.Count);
        Assert.Equal(2, preemptions);
        Assert.Equal(3, searched.Distinct().Count());
        Assert.Equal((900, 300, 300), (sampled.Count(c => c is PctChooser), sampled.Count(c => c is RandomChooser), sampled.Count(c => c is StickyChooser)));
        Assert.All(sampled.OfType<PctChooser>().GroupBy(c => c), depth => Assert.Equal(300, depth.Count()));
        Assert.False(source.Complete || source.Exhausted);
    }

    /// <summary>Where the chooser leaves the current thread, which could have gone on.</summary>
    private static List<int> Switches(IChooser chooser)
    {
        chooser.Begin();
        List<int> switches = [];
        var current = chooser.Choose(0, 0, currentEnabled: false, [1, 2]);
        for (var step = 1; step <= Steps; step++)
        {
            chooser.Passed(current);
            var next = chooser.Choose(current, step, currentEnabled: true, [1, 2]);
            if (next != current)
            {
                switches.Add(step);
            }

            current = next;
        }

        return switches;
    }
}
