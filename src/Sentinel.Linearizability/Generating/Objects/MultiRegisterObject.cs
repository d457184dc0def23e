using Sentinel.Formats;

namespace Sentinel.Generating.Objects;

/// <summary>Registers that transactions of one to three accesses use.</summary>
internal sealed class MultiRegisterObject(int registers) : SimulatedObject
{
    private readonly Value[] held = new Value[registers];

    /// <inheritdoc/>
    public override Call Next(Choices choices)
    {
        var reads = choices.Reads();
        var accesses = new Value[1 + choices.Below(3)];
        for (var i = 0; i < accesses.Length; i++)
        {
            var register = Value.Of($"r{choices.Below(registers)}");
            accesses[i] = reads || choices.Chance(0.3)
                ? Value.Of(Value.Of("read"), register, Value.Null)
                : Value.Of(Value.Of("write"), register, choices.Fresh());
        }

        return new("txn", Argument: Value.Of(accesses));
    }

    /// <inheritdoc/>
    public override Answer Apply(in Call call)
    {
        call.Argument.TryGetList(out var accesses);
        var done = new Value[accesses.Length];
        for (var i = 0; i < done.Length; i++)
        {
            accesses[i].TryGetList(out var access);
            access[1].TryGetText(out var name);
            ref var register = ref held[int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)];
            if (access[0] == Value.Of("write"))
            {
                register = access[2];
            }

            done[i] = Value.Of(access[0], access[1], register);
        }

        return new(Value.Of(done));
    }
}
