"""What is known without simulating: formulas, and the figures that they give for a plan.

Nothing here knows the engine, and nothing is drawn. `posts`, `losses`, `queues` and `capacity` are
formulas with their sources; `twin` applies them to a plan, and `beside` puts a study next to it.
"""
