using System.CommandLine;
using Sentinel.Formats.Bindings;

namespace Sentinel.Cli.Verbs;

/// <summary><c>sentinel models</c>: the built-in models, their operations and how histories write them.</summary>
internal sealed class ModelsVerb : Verb
{
    private const string Help = """
        Examples:
          sentinel models
          sentinel models queue
        """;

    private readonly CommandHost host;

    private readonly Argument<string?> name = new("MODEL") { Arity = ArgumentArity.ZeroOrOne, Description = "Only this model" };

    /// <summary>Makes the verb.</summary>
    public ModelsVerb(CommandHost host)
        : base("models", "Lists the built-in models with their operations.", Help)
    {
        this.host = host;
        Arguments.Add(name);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        var chosen = arguments.GetValue(name);
        foreach (var model in chosen is null ? ModelBinding.All.AsEnumerable() : [ModelOption.Find(chosen)])
        {
            host.Output.WriteLine(model.Name);
            host.Output.WriteLine($"  {model.Description}");
            host.Output.WriteLine($"  Holds at first: {model.Initial}.");
            foreach (var operation in model.Operations)
            {
                Describe(operation);
            }

            host.Output.WriteLine();
        }

        return ExitCode.Success;
    }

    private void Describe(ModelOperation operation)
    {
        host.Output.WriteLine($"  {operation.Name,-10} {operation.Description}");
        if (operation.Argument.Length > 0)
        {
            host.Output.WriteLine($"             invoke  {operation.Argument}");
        }

        if (operation.Result.Length > 0)
        {
            host.Output.WriteLine($"             ok      {operation.Result}");
        }

        if (!operation.Aliases.IsEmpty)
        {
            host.Output.WriteLine($"             also    {string.Join(", ", operation.Aliases)}");
        }
    }
}
