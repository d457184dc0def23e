using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>The hand-over between the threads of a lane, and the core that they share.</summary>
public class GateTests
{
    [Fact]
    public void A_release_is_kept_until_somebody_waits_and_counts_once()
    {
        var gate = new Gate();
        gate.Release();
        Assert.True(gate.Wait());
        Assert.False(gate.Wait(milliseconds: 20));
        gate.Release();
        Assert.True(gate.Wait(milliseconds: 20));
    }

    [Fact]
    public void Two_threads_take_turns_and_see_what_the_other_wrote()
    {
        const int Turns = 20_000;
        var (ping, pong) = (new Gate(), new Gate());
        var (value, wrong) = (0, 0);
        var other = new Thread(() =>
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                ping.Wait();
                wrong += value == (2 * turn) + 1 ? 0 : 1;
                value++;
                pong.Release();
            }
        });
        other.Start();
        for (var turn = 0; turn < Turns; turn++)
        {
            value++;
            ping.Release();

            // A time-out that does not come must not lose the release.
            Assert.True(pong.Wait(milliseconds: turn % 2 == 0 ? 60_000 : Timeout.Infinite));
            Assert.Equal(2 * (turn + 1), value);
        }

        other.Join();
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Who_drives_a_lane_has_its_cores_back_afterwards()
    {
        var before = CoreAffinity.Allowed();
        ulong[]? during = null;
        Subject.With(Counting.Locked, new ControlledOptions { Schedules = 5 }, (explorer, copy) => explorer.Explore(copy, _ =>
        {
            during = CoreAffinity.Allowed();
            return null;
        }));
        Assert.Equal(before, CoreAffinity.Allowed());
        if (SharedCore.IsPossible && !CoreAffinity.IsOfProcess)
        {
            Assert.Equal(1, during!.Sum(word => int.CreateChecked(ulong.PopCount(word))));
        }
    }
}
